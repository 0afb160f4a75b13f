import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { addressOf } from "./address";
import { FileBox } from "./FileBox";
import type { Chosen } from "./folders";
import { Lines } from "./activityFields";
import { MatchResult } from "./MatchResult";
import type { SectionProps } from "./sections";
import { faultOf, sendFile, type Progress } from "./uploads";

/** Whether learners are known before a course: a list is sent, and the result is a table. */
export default function MatchPage({ provider }: SectionProps) {
  const submission = new URLSearchParams(location.search).get("list");
  return (
    <>
      <h1>Match a list</h1>
      {submission ? (
        <>
          <p class="console__back">
            <a href={addressOf("match")}>Match another list</a>
          </p>
          <MatchResult submission={submission} />
        </>
      ) : (
        <SendList provider={provider.provider_id} />
      )}
    </>
  );
}

function SendList({ provider }: { provider: string }) {
  const [pasted, setPasted] = useState("");
  const [progress, setProgress] = useState<Progress | null>(null);
  const [fault, setFault] = useState("");
  const [problem, setProblem] = useState<unknown>(null);

  async function send(file: File) {
    setFault(faultOf(file) ?? "");
    setProblem(null);
    if (faultOf(file)) return;
    setProgress({ step: "reading", share: 0 });
    try {
      // Tried, not sent: a list of learners' credits that is taken for one to match stores nothing.
      const { submission_id } = await sendFile(provider, file, "try", setProgress);
      location.assign(addressOf("match", { list: submission_id }));
    } catch (failure) {
      setProblem(failure);
      setProgress(null);
    }
  }

  function choose({ files: [file, ...others] }: Chosen) {
    if (others.length) setFault("These are several files. Choose one list at a time.");
    else if (file) void send(file);
  }

  return (
    <>
      <p class="lede">
        Before a course, see which of its learners the boards’ and states’ rosters know, so that their credit can be
        reported. Nothing is stored, and no board is asked.
      </p>
      <p>
        The list has first and last name, birth month and day and, for each learner, a board’s ID, a licence with its
        state, or an NPI. <a href="/templates/matches.xlsx">A template</a> has the headings. Look-ups in vain are
        counted: 1,000 a day, or a third of those that matched, if that is more.
      </p>
      <FileBox add={choose} />
      {fault && (
        <p class="file__fault" role="alert">
          {fault}
        </p>
      )}
      <form
        class="console__form"
        onSubmit={(event) => {
          event.preventDefault();
          void send(new File([pasted.trim() + "\n"], "pasted-list.txt"));
        }}
      >
        <Lines
          path="pasted"
          label="Or paste rows from a spreadsheet, with their headings"
          value={pasted}
          fault={undefined}
          change={setPasted}
          required
        />
        <p>
          <button type="submit" class="usa-button" disabled={progress !== null}>
            Match them
          </button>
        </p>
      </form>
      {progress && (
        <label class="file__progress">
          <span>{progress.step === "reading" ? "Reading the list" : "On its way"}</span>
          <progress max={1} value={Math.min(progress.share, 1)} />
        </label>
      )}
      {problem !== null && <Problem problem={problem} subject="The hub" />}
    </>
  );
}

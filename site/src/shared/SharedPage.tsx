import { useEffect, useRef, useState } from "preact/hooks";
import { Preview } from "../account/Preview";
import { saveAs } from "../saving";
import { ApiProblem } from "../api";
import { Problem } from "../Problem";
import { momentText } from "../wording";
import { client, type Format, type Proof, type Refusal, type Shared } from "./calls";
import { CodeForm } from "./CodeForm";
import { PasscodeForm } from "./PasscodeForm";
import { Refused } from "./Refused";

const FORMATS: readonly [Format, string][] = [
  ["pdf", "PDF"],
  ["xlsx", "Excel"],
  ["csv", "CSV"],
  ["json", "JSON"],
];
const CODE_NEEDED = "SHARE_CODE_NEEDED";

/** What a physician shares: with whoever has the link, or with one reader who gives codes that are mailed. */
export function SharedPage({ token }: { token: string }) {
  const [proof, setProof] = useState<Proof>({ token });
  const [shared, setShared] = useState<Shared | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [problem, setProblem] = useState<unknown>(null);

  async function read(given: Proof, code?: string) {
    setProof(given);
    setProblem(null);
    try {
      const { data, error, response } = await client.POST("/v1/shares/read", {
        body: { ...given, ...(code && { code }) },
      });
      if (data) setShared(data);
      else if (response.status < 500 && error) refuse(error);
      else setProblem(new ApiProblem("fault"));
    } catch {
      setProblem(new ApiProblem("offline"));
    }
  }
  useEffect(() => void read(proof), []);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (refusal) heading.current?.focus(); // what had the focus before is gone
  }, [shared]);

  function refuse(why: Refusal) {
    setRefusal(why);
    if (why.code === CODE_NEEDED) setProof(({ ticket: _, ...others }) => others);
  }

  function over(why: Refusal) {
    setShared(null);
    refuse(why.code === CODE_NEEDED ? { ...why, title: "The half hour is over." } : why);
  }

  return (
    <div class="wide page">
      <h1 ref={heading} tabIndex={-1}>
        A shared transcript
      </h1>
      {problem !== null ? (
        <Problem problem={problem} subject="The transcript" retry={() => void read(proof)} />
      ) : shared ? (
        <Told shared={shared} proof={proof} over={over} />
      ) : refusal?.code.startsWith("PASSCODE") ? (
        <PasscodeForm refusal={refusal} read={(passcode) => read({ ...proof, passcode })} />
      ) : refusal && [CODE_NEEDED, "CODE_WRONG"].includes(refusal.code) ? (
        <CodeForm
          proof={proof}
          refusal={refusal}
          ticketed={(ticket) => setProof({ ...proof, ticket })}
          read={(code) => read(proof, code)}
        />
      ) : refusal ? (
        <Refused {...refusal} />
      ) : (
        <p role="status">Loading the transcript …</p>
      )}
    </div>
  );
}

interface ToldProps {
  shared: Shared;
  proof: Proof;
  /** Shows why it can't be read any more. */
  over: (why: Refusal) => void;
}

function Told({ shared, proof, over }: ToldProps) {
  const [said, setSaid] = useState("");
  const [isMaking, setMaking] = useState(false);

  async function save(format: Format, name: string) {
    setMaking(true);
    setSaid(`${name} is being made …`);
    try {
      const body = { ...proof, format };
      const { data, error, response } = await client.POST("/v1/shares/file", { body, parseAs: "blob" });
      if (error && [CODE_NEEDED, "SHARE_OVER"].includes(error.code)) return over(error);
      if (!data) throw new ApiProblem("fault");
      const day = shared.transcript.made_at.slice(0, 10);
      const [, file = `transcript-${day}.${format}`] =
        /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "") ?? [];
      saveAs([data as unknown as Blob], file);
      setSaid(`Your browser saves ${file}.`);
    } catch {
      setSaid("The file couldn’t be got. Load the page again: the share may be over.");
    }
    setMaking(false);
  }

  return (
    <>
      <p class="account__why">
        Shared with {shared.reader} until {shared.ends_at ? momentText(shared.ends_at) : "the physician ends it"}.{" "}
        {shared.is_fixed
          ? "It stays as it was when it was shared."
          : "It tells what is so now; what boards decide later will be here when you load it again."}{" "}
        The physician sees that it was read.
      </p>
      <div class="row account__enter transcript__downloads">
        {FORMATS.map(([format, name]) => (
          <button
            key={format}
            type="button"
            class={format === "pdf" ? "usa-button" : "usa-button usa-button--outline"}
            disabled={isMaking}
            onClick={() => void save(format, name)}
          >
            {name}
          </button>
        ))}
      </div>
      <p role="status">{said}</p>
      <section class="account__part transcript__part-of-page">
        <h2>What it tells</h2>
        <Preview transcript={shared.transcript} />
      </section>
    </>
  );
}

import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { sizeText } from "../wording";
import { makeArchive, type Archive as Made } from "./calls";

/** Everything that is kept of the account, to be saved: in one file, or in parts that are asked for one by one. */
export function Archive() {
  const [made, setMade] = useState<Made | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const [isMaking, setMaking] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  async function get(cursor: string | null) {
    setMaking(true);
    setProblem(null);
    try {
      const part = await makeArchive(cursor);
      setMade(part);
      setAsked(cursor);
      // It is an attachment, so the browser saves it and stays on this page.
      location.assign(part.url);
    } catch (error) {
      setProblem(error);
    }
    setMaking(false);
  }

  return (
    <section class="account__part">
      <h2>Download everything</h2>
      <p>
        Your credits with their histories, what you entered and its files, needs, requests, choices, and who has looked:
        as tables and as a document for programs, in a ZIP file.
      </p>
      {problem !== null && <Problem problem={problem} subject="The archive" />}
      <p role="status">{isMaking ? "The file is being made. That can take half a minute …" : made && told(made)}</p>
      {isMaking && <progress class="archive__progress" aria-label="Making the file" />}
      <div class="row">
        {made?.cursor && (
          <button type="button" class="usa-button" disabled={isMaking} onClick={() => void get(made.cursor)}>
            Get part {made.part + 1}
          </button>
        )}
        <button
          type="button"
          class="usa-button usa-button--outline"
          disabled={isMaking}
          onClick={() => void get(made ? asked : null)}
        >
          {made ? `Get ${made.cursor || made.part > 1 ? `part ${made.part}` : "it"} again` : "Download everything"}
        </button>
      </div>
    </section>
  );
}

function told({ name, size, left, cursor }: Made): string {
  const saved = `Your browser saves ${name}, ${sizeText(size)}. If it stops or doesn’t begin, get it again.`;
  return cursor ? `${saved} It is one part; files and histories in the next ones: ${left}.` : `${saved} That is all.`;
}

import { useEffect, useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { ColumnMeanings } from "./ColumnMeanings";
import { look, summaryOf, type FilePreview, type Look } from "./previews";

/** As many columns as are listed without being unfolded. */
const FEW = 6;
/** Said by the lists of columns. */
const OF_HEADINGS = ["HEADINGS_REPAIRED", "COLUMNS_NOT_READ"];

/** What the hub sees in a file that is about to be sent. */
export function FileLook({ file }: { file: File }) {
  const [seen, setSeen] = useState<Look | "looking" | "large" | { why: string }>("looking");
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    const left = new AbortController();
    look(file, left.signal).then(
      (found) => left.signal.aborted || setSeen(found ?? "large"),
      (problem: unknown) => left.signal.aborted || setSeen({ why: whyNot(problem) }),
    );
    return () => left.abort();
  }, [file, looks]);
  return <div aria-live="polite">{sentences(seen, () => setLooks(looks + 1))}</div>;
}

function sentences(seen: Look | "looking" | "large" | { why: string }, lookAgain: () => void) {
  if (seen === "looking") return <p class="console__hint">The hub looks at it.</p>;
  if (seen === "large")
    return <p class="console__hint">It is too large to be looked at here. Try it first to see what is read of it.</p>;
  if ("why" in seen) return <p class="console__hint">{seen.why}</p>;
  const { preview } = seen;
  const issues = preview.issues.filter(({ code }) => !OF_HEADINGS.includes(code));
  return (
    <>
      {preview.kind && <p>{summaryOf(seen)}</p>}
      {issues.map(({ code, severity, message, fix }) => (
        <p key={`${code} ${message}`} class={severity === "error" ? "file__fault" : undefined}>
          {message} {fix}
        </p>
      ))}
      <NotRead preview={preview} />
      {preview.columns.length > 0 && <ColumnMeanings preview={preview} changed={lookAgain} />}
    </>
  );
}

function NotRead({ preview }: { preview: FilePreview }) {
  const { not_read, unread_headings } = preview;
  if (!unread_headings) return null;
  const told = not_read.map(({ heading, suggestions }) =>
    suggestions.length ? `${heading} (${suggestions.join(" or ")}?)` : heading,
  );
  if (unread_headings <= FEW) return <p>Not read: {told.join(", ")}.</p>;
  const more = unread_headings - told.length;
  return (
    <details>
      <summary>Not read: {unread_headings.toLocaleString("en-US")} columns</summary>
      <ul class="file__columns">
        {told.map((column, place) => (
          <li key={place}>{column}</li>
        ))}
        {more > 0 && <li>and {more.toLocaleString("en-US")} more</li>}
      </ul>
    </details>
  );
}

function whyNot(problem: unknown): string {
  const why = problem instanceof ApiProblem && problem.kind === "refused" ? problem.detail || problem.title : "";
  return `It wasn’t looked at. ${why || "You can try it or send it all the same."}`;
}

import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { saveAs } from "../saving";
import { contentOf, type Format, type Table } from "./tables";
import { rowCountText } from "./words";

interface Props {
  /** The file's name without what it ends with. */
  stem: string;
  /** Whether the table isn't there yet. */
  disabled?: boolean;
  /** Returns the whole table, and tells how many rows of it are read. */
  table: (tell: (rows: number) => void) => Table | Promise<Table>;
}

/** What is done with a table beside looking at it: it is saved as a whole, or printed as it is shown. */
export function Downloads({ stem, disabled = false, table }: Props) {
  const [read, setRead] = useState<number | null>(null);
  const [problem, setProblem] = useState<unknown>(null);

  async function save(format: Format) {
    setProblem(null);
    setRead(0);
    try {
      saveAs([await contentOf(await table(setRead), format)], `${stem}.${format}`);
    } catch (failure) {
      setProblem(failure);
    }
    setRead(null);
  }

  const button = (words: string, press: () => void) => (
    <button type="button" class="usa-button usa-button--outline" disabled={disabled || read !== null} onClick={press}>
      {words}
    </button>
  );
  return (
    <div class="console__downloads">
      <p class="links console__tools">
        {button("Download as CSV", () => void save("csv"))}
        {button("Download for Excel", () => void save("xlsx"))}
        {button("Print", () => print())}
      </p>
      <p role="status">{read ? `Reading it: ${rowCountText(read)} so far …` : ""}</p>
      {problem !== null && <Problem problem={problem} subject="The table" />}
    </div>
  );
}

import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../Problem";
import { dayText } from "../wording";
import { useAsked } from "./asked";
import { records, type RowRecord } from "./calls";
import type { Finding } from "./issueGroups";
import { lineText } from "./words";

const ROWS_A_PAGE = 50;

interface Props {
  submission: string;
  /** The row that is begun with. */
  first: number;
  /** Changes whenever rows may have come to something else. */
  version: string;
  findings: readonly Finding[];
}

/** What became of each row, page by page. */
export function RowTable({ submission, first, version, findings }: Props) {
  const [path, setPath] = useState<readonly number[]>([Math.max(first - 1, 0)]);
  const after = path.at(-1)!;
  const { data, problem, retry } = useAsked(`${submission} ${after} ${version}`, (signal) =>
    records(submission, after, signal, ROWS_A_PAGE),
  );
  const section = useRef<HTMLElement>(null);
  const isThere = data !== null;
  useEffect(() => {
    // The browser looks for the address's fragment before the rows are there.
    if (isThere && first > 0) section.current?.scrollIntoView();
  }, [isThere]);
  return (
    <section ref={section} class="console__part" id="rows" aria-labelledby="rows-title">
      <h2 id="rows-title">Rows</h2>
      {after > 0 && path.length === 1 && (
        <p>
          From row {first.toLocaleString()} on.{" "}
          <button type="button" class="usa-button usa-button--unstyled" onClick={() => setPath([0])}>
            Begin with the first row
          </button>
        </p>
      )}
      {problem !== null && <Problem problem={problem} subject="The list of rows" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the rows …</p>}
      {data?.rows.length === 0 && <p>There are no rows here.</p>}
      {data && data.rows.length > 0 && (
        <div class="console__table" tabIndex={0} role="region" aria-label="What became of each row">
          <table class="usa-table stacks">
            <thead>
              <tr>
                <th scope="col">Row</th>
                <th scope="col">Activity</th>
                <th scope="col">Completed on</th>
                <th scope="col">What became of it</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((record) => (
                <Row
                  key={record.row}
                  record={record}
                  isSought={record.row === first}
                  said={findings.filter(({ row, severity }) => row === record.row && severity !== "note")}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="links">
        {path.length > 1 && (
          <button type="button" class="usa-button usa-button--outline" onClick={() => setPath(path.slice(0, -1))}>
            Rows before
          </button>
        )}
        {data?.next && (
          <button
            type="button"
            class="usa-button usa-button--outline"
            onClick={() => setPath([...path, Number(data.next)])}
          >
            Next rows
          </button>
        )}
      </p>
    </section>
  );
}

interface RowProps {
  record: RowRecord;
  isSought: boolean;
  said: readonly Finding[];
}

function Row({ record, isSought, said }: RowProps) {
  const { row, activity_id, completion_date, credit_lines } = record;
  return (
    <tr class={isSought ? "console__sought" : undefined}>
      <th scope="row">Row {row}</th>
      <td data-head="Activity">{activity_id ?? "–"}</td>
      <td data-head="Completed on">{completion_date ? dayText(completion_date) : "–"}</td>
      <td data-head="What became of it">
        {credit_lines.length === 0 && "refused"}
        <ul>
          {credit_lines.map((line) => (
            <li key={`${line.board} ${line.credit_type} ${line.credit_id}`}>{lineText(line)}</li>
          ))}
          {said.map(({ code, field, message }) => (
            <li key={`${code} ${field} ${message}`} class="console__reason">
              {message}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

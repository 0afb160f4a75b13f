import { dayText } from "../wording";
import type { RowRecord } from "./calls";
import type { Finding } from "./issueGroups";
import { lineText } from "./words";

interface Props {
  records: readonly RowRecord[];
  first: number;
  findings: readonly Finding[];
}

/** What became of each row. */
export function RowTable({ records, first, findings }: Props) {
  if (records.length === 0) return <p>There are no rows here.</p>;
  return (
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
          {records.map((record) => (
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
          {said.map(({ code, field, message, fix }) => (
            <li key={`${code} ${field} ${message}`} class="console__reason">
              {message} {fix}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

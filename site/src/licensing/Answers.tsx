import { useAsked } from "../console/asked";
import { Downloads } from "../console/Downloads";
import { Pager, usePages } from "../console/Pager";
import type { Table } from "../console/tables";
import { Problem } from "../Problem";
import { dayText, momentText } from "../wording";
import { addressOf } from "./address";
import { answersTable, howText, nameText } from "./auditWords";
import { audited, type Audited } from "./calls";

const MOST_A_PAGE = 100;

interface Props {
  state: string;
  check: string;
}

/** Those who were drawn for an audit, and what they answered. */
export function Answers({ state, check }: Props) {
  const pages = usePages();
  const { data, problem, retry } = useAsked(String(pages.cursor), (signal) =>
    audited(state, check, pages.cursor ? { cursor: pages.cursor } : {}, signal),
  );

  async function whole(tell: (rows: number) => void): Promise<Table> {
    const licensees: Audited["licensees"] = [];
    let told_at = "";
    let next: string | null = null;
    do {
      const query = { limit: MOST_A_PAGE, ...(next && { cursor: next }) };
      const page = await audited(state, check, query, new AbortController().signal);
      licensees.push(...page.licensees);
      ({ told_at, next } = page);
      tell(licensees.length);
    } while (next);
    return answersTable(told_at, licensees);
  }

  return (
    <>
      <h1>Answers to the audit</h1>
      {data && (
        <p class="console__about">
          Told from <time dateTime={data.told_at}>{momentText(data.told_at)}</time>, to be answered until the end of{" "}
          {dayText(data.until)}, US Eastern. Each reading, and each saving, is in the log and seen by who answered.
        </p>
      )}
      <Downloads stem={`audit-${state}-${check}`} disabled={!data} table={whole} />
      {problem !== null && <Problem problem={problem} subject="The answers" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the answers …</p>}
      {data?.licensees.length === 0 && <p>Nobody is told yet.</p>}
      {data && data.licensees.length > 0 && <Licensees rows={data.licensees} />}
      {data && <Pager pages={pages} next={data.next} />}
      <p class="licensing__back">
        <a href={addressOf("checks", state, { check })}>The sample and its audit</a>
      </p>
    </>
  );
}

function Licensees({ rows }: { rows: Audited["licensees"] }) {
  return (
    <div class="console__table" role="region" aria-label="Table of answers" tabIndex={0}>
      <table role="table" class="usa-table usa-table--borderless stacks">
        <thead>
          <tr>
            <th scope="col">Licence</th>
            <th scope="col">Name</th>
            <th scope="col">How told</th>
            <th scope="col">Answered</th>
            <th scope="col">Answer</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((licensee) => (
            <tr key={licensee.licence}>
              <th scope="row">{licensee.licence}</th>
              <td data-head="Name">{nameText(licensee)}</td>
              <td data-head="How told">{howText(licensee)}</td>
              <td data-head="Answered">{licensee.answered_at ? momentText(licensee.answered_at) : "Not yet"}</td>
              <td data-head="Answer" class="own-words">
                {licensee.answer}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

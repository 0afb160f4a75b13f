import { useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { Problem } from "../Problem";
import { dayText } from "../wording";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { allRows, MOST_LISTED, type ContactProvider } from "./calls";
import { DeleteChosen } from "./DeleteChosen";
import { Downloads } from "./Downloads";
import { learnerRecords, type LearnerRecord, type Wanted } from "./learnerCalls";
import { STATUSES } from "./learnerQuery";
import { Pager, usePages } from "./Pager";
import type { Table } from "./tables";

interface Props {
  provider: ContactProvider;
  wanted: Wanted;
  mayDelete: boolean;
}

/** The learners that were looked for, page by page, of whom some can be chosen to be deleted. */
export function LearnerList({ provider, wanted, mayDelete }: Props) {
  const pages = usePages();
  const [changes, setChanges] = useState(0);
  const [chosen, setChosen] = useState<ReadonlyMap<string, LearnerRecord>>(new Map());
  const { cursor } = pages;
  const { data, problem, retry } = useAsked(`learners ${cursor} ${changes}`, (signal) =>
    learnerRecords(wanted, cursor, signal),
  );
  const isMissing = problem instanceof ApiProblem && problem.kind === "missing";
  const isNobody = isMissing || (data?.rows.length === 0 && !data.next && pages.isFirst);
  const isGap = data?.rows.length === 0 && !isNobody;

  function choose(records: readonly LearnerRecord[], isChosen: boolean) {
    const changed = new Map(chosen);
    for (const record of records) {
      if (isChosen) changed.set(record.record, record);
      else changed.delete(record.record);
    }
    setChosen(changed);
  }

  return (
    <section class="console__part" aria-labelledby="found">
      <h2 id="found">Found</h2>
      {mayDelete && (
        <DeleteChosen
          provider={provider.provider_id}
          chosen={[...chosen.values()]}
          done={() => {
            setChosen(new Map());
            setChanges(changes + 1);
          }}
        />
      )}
      {problem !== null && !isMissing && <Problem problem={problem} subject="The list of learners" retry={retry} />}
      {!data && problem === null && <p role="status">Looking …</p>}
      {isNobody && <p role="status">Nobody. Check the ID: it has to be one of yours, and what else you look for.</p>}
      {isGap && <p role="status">{data.next ? "Nobody so far. Look on." : "Nobody more."}</p>}
      {data && data.rows.length > 0 && (
        <>
          <LearnerTable records={data.rows} chosen={mayDelete ? chosen : null} choose={choose} />
          <Downloads stem="learners" table={(tell) => tableOf(wanted, tell)} />
        </>
      )}
      <Pager pages={pages} next={data?.next} on={isGap ? "Look on" : "More"} />
    </section>
  );
}

async function tableOf(wanted: Wanted, tell: (rows: number) => void): Promise<Table> {
  const { signal } = new AbortController();
  const found = await allRows((cursor) => learnerRecords(wanted, cursor, signal, MOST_LISTED), tell);
  return {
    headings: ["Last name", "First name", "Activity ID", "Completed on", "Credit", "Record"],
    rows: found.map((record) => [
      record.family_name,
      record.given_name,
      record.activity_id,
      { day: record.completion_date },
      creditText(record),
      record.record,
    ]),
  };
}

function creditText({ credit_lines }: LearnerRecord): string {
  return credit_lines.map(({ board, status }) => `${board}: ${STATUSES[status].toLowerCase()}`).join(", ");
}

interface TableProps {
  records: readonly LearnerRecord[];
  /** None if nobody can be chosen. */
  chosen: ReadonlyMap<string, LearnerRecord> | null;
  choose: (records: readonly LearnerRecord[], isChosen: boolean) => void;
}

function LearnerTable({ records, chosen, choose }: TableProps) {
  const choosable = records.filter(({ deleted_at }) => !deleted_at);
  return (
    <div class="console__table" tabIndex={0} role="region" aria-label="Learners">
      {chosen && choosable.length > 0 && (
        <label class="check">
          <input
            type="checkbox"
            checked={choosable.every(({ record }) => chosen.has(record))}
            onChange={(event) => choose(choosable, event.currentTarget.checked)}
          />
          <span>Choose all on this page</span>
        </label>
      )}
      <table class="usa-table stacks">
        <thead>
          <tr>
            {chosen && <th scope="col">Chosen</th>}
            <th scope="col">Learner</th>
            <th scope="col">Completed on</th>
            <th scope="col">Credit</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.record}>
              {chosen && (
                <td data-head="Chosen">
                  <input
                    type="checkbox"
                    aria-label={`Choose ${record.given_name} ${record.family_name}`}
                    disabled={record.deleted_at !== null}
                    checked={chosen.has(record.record)}
                    onChange={(event) => choose([record], event.currentTarget.checked)}
                  />
                </td>
              )}
              <th scope="row">
                <a href={addressOf(`learners/${record.record}`)}>
                  {record.family_name}, {record.given_name}
                </a>
              </th>
              <td data-head="Completed on">{dayText(record.completion_date)}</td>
              <td data-head="Credit">{creditText(record)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

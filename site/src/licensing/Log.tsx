import { useState } from "preact/hooks";
import { spanText } from "../askedWords";
import { useAsked } from "../console/asked";
import { Pager, usePages } from "../console/Pager";
import { Problem } from "../Problem";
import { saveAs } from "../saving";
import { momentText } from "../wording";
import { licenseeAddress } from "./address";
import { looks, savedLooks, type Look } from "./calls";
import { whomText, whoText } from "./licenseeWords";
import type { SectionProps } from "./sections";

const KINDS: Readonly<Record<string, string>> = {
  "by licence": "Looked up by licence number",
  "by NPI": "Looked up by NPI",
  "by name": "Looked up by name and birth day",
  page: "Page",
  print: "Print",
  credits: "Credits",
  transcript: "Transcript",
  check: "Check of many",
  audit: "Audit: those drawn were told",
  "audit answers": "Answers to an audit",
  "nightly file": "Nightly file",
  webhook: "Told by webhook",
  roster: "Roster loaded",
};

/** What the state's officers looked at. */
export function Log({ state: { state } }: SectionProps) {
  const pages = usePages();
  const { data, problem, retry } = useAsked(String(pages.cursor), (signal) => looks(state, pages.cursor, signal));
  const [failure, setFailure] = useState<unknown>(null);

  async function save() {
    setFailure(null);
    try {
      saveAs([await savedLooks(state)], `licensing-log-${state}.csv`);
    } catch (error) {
      setFailure(error);
    }
  }

  return (
    <>
      <h1>Log</h1>
      <p class="lede">
        What your state’s officers and its board’s own system looked at in the last three years, the latest first, by
        IDs.
      </p>
      <p class="row">
        <button type="button" class="usa-button usa-button--outline" onClick={() => void save()}>
          Download as CSV
        </button>
      </p>
      {failure !== null && <Problem problem={failure} subject="The log" />}
      {problem !== null && <Problem problem={problem} subject="The log" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the log …</p>}
      {data?.rows.length === 0 && <p>Nobody has looked at anything yet.</p>}
      {data && data.rows.length > 0 && <Looks state={state} rows={data.rows} />}
      {data && <Pager pages={pages} next={data.next} back="Later ones" on="Earlier ones" />}
    </>
  );
}

function Looks({ state, rows }: { state: string; rows: readonly Look[] }) {
  return (
    <div class="console__table" role="region" aria-label="Table of looks" tabIndex={0}>
      <table role="table" class="usa-table usa-table--borderless stacks">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">Licence</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((look) => (
            <tr key={`${look.at} ${look.kind} ${look.licences.join(" ")}`}>
              <td data-head="When">{momentText(look.at)}</td>
              <td data-head="Who">{whoText(look)}</td>
              <td data-head="What">
                {KINDS[look.kind] ?? look.kind}
                {look.until && `, ${spanText(look.since, look.until)}`}
              </td>
              <td data-head="Licence">
                {look.licences.length === 0 && whomText(look)}
                {look.licences.map((licence) => (
                  <a key={licence} href={licenseeAddress(state, licence)}>
                    {licence}{" "}
                  </a>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

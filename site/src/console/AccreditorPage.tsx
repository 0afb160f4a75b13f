import { useEffect, useState } from "preact/hooks";
import { Problem } from "../Problem";
import { IdleWarning } from "../session/IdleWarning";
import { momentText } from "../wording";
import {
  accreditedFile,
  accreditedTable,
  accreditedYears,
  STATES,
  yearsAt,
  type AccreditedYear,
  type Accreditor,
} from "./accreditorCalls";
import { useAsked } from "./asked";
import { Downloads } from "./Downloads";
import { Leaving } from "./Leaving";
import { Pager, usePages } from "./Pager";
import { YearFiles } from "./YearFiles";
import { dollarsText } from "./yearWords";

export interface AccreditorProps {
  accreditors: readonly Accreditor[];
  /** Which of them the address names; empty if it names none. */
  name: string;
  /** Whether there is a provider's console to go to as well. */
  isContact: boolean;
}

/** What an accreditor's people read: how far its providers are with a year, and what they sent. */
export function AccreditorPage({ accreditors, name, isContact }: AccreditorProps) {
  const accreditor = accreditors.find(({ accreditor_id }) => accreditor_id === (name || accreditors[0]?.accreditor_id));
  useEffect(() => {
    document.title = `Providers’ years · ${accreditor?.name ?? "No such accreditor"} · CME Hub`;
  }, [accreditor]);
  const others = accreditors.filter((found) => found !== accreditor);
  return (
    <div class="wide page account console">
      <div class="account__who">
        <p>{accreditor ? <strong>{accreditor.name}</strong> : "CME Hub"}, you read as an accreditor</p>
        <p class="links">
          {others.map(({ accreditor_id, name: other }) => (
            <a key={accreditor_id} href={`/console/accreditor/${accreditor_id}`}>
              {other}
            </a>
          ))}
          {isContact && <a href="/console/">Provider console</a>}
          <Leaving />
        </p>
      </div>
      <IdleWarning />
      {accreditor ? (
        <Years key={accreditor.accreditor_id} accreditor={accreditor} />
      ) : (
        <>
          <h1>You read for no such accreditor</h1>
          <p>Check the address. Whoever runs the hub can add you to an accreditor.</p>
        </>
      )}
    </div>
  );
}

function Years({ accreditor: { accreditor_id } }: { accreditor: Accreditor }) {
  const years = yearsAt();
  const [year, setYear] = useState(years[0]!);
  const pages = usePages();
  const { data, problem, retry } = useAsked(JSON.stringify([year, pages.cursor]), (signal) =>
    accreditedYears(accreditor_id, year, pages.cursor, signal),
  );
  return (
    <>
      <h1>Providers’ years</h1>
      <p class="lede">How far each of your providers is with its annual report, and what it sent. You see no drafts.</p>
      <div class="console__filters">
        <label class="value">
          <span>Year</span>
          <select
            class="usa-select"
            value={year}
            onChange={(event) => {
              pages.begin(null);
              setYear(Number(event.currentTarget.value));
            }}
          >
            {years.map((found) => (
              <option key={found}>{found}</option>
            ))}
          </select>
        </label>
      </div>
      {problem !== null && <Problem problem={problem} subject="The list of providers" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the providers …</p>}
      {data && (
        <>
          <p role="status" class="usa-sr-only">
            {data.rows.length} shown
          </p>
          {data.rows.length === 0 ? (
            <p>You accredit no provider here yet. Whoever runs the hub says which ones you do.</p>
          ) : (
            <>
              <ul class="groups">
                {data.rows.map((provider) => (
                  <Provider key={provider.provider_id} accreditor={accreditor_id} year={year} provider={provider} />
                ))}
              </ul>
              <Downloads
                stem={`${accreditor_id}-${year}`}
                table={(tell) => accreditedTable(accreditor_id, year, tell)}
              />
            </>
          )}
          <Pager pages={pages} next={data.next} />
        </>
      )}
    </>
  );
}

function Provider({ accreditor, year, provider }: { accreditor: string; year: number; provider: AccreditedYear }) {
  const { provider_id, name, versions, reported } = provider;
  return (
    <li class={`group ${reported ? "" : "group--error"}`}>
      <h2>{name || provider_id}</h2>
      <p>
        {provider_id}. <strong>{STATES[provider.state]}</strong>
      </p>
      {reported && (
        <p>
          {reported.activities === 1 ? "1 activity" : `${reported.activities.toLocaleString()} activities`},{" "}
          {reported.physicians.toLocaleString()} physicians, {reported.other_learners.toLocaleString()} other learners;
          income {dollarsText(reported.summary.total_income)}, expenses {dollarsText(reported.summary.expenses)}.
        </p>
      )}
      {[...versions].reverse().map(({ number, at, changes }) => (
        <div key={number}>
          <p class="console__hint">
            Version {number}, {momentText(at)}
            {number > 1 && `, ${changes === 1 ? "1 change" : `${changes} changes`} since the version before`}
          </p>
          <YearFiles
            of={`version ${number} of ${name || provider_id}`}
            address={(kind) => accreditedFile(accreditor, year, provider_id, number, kind)}
          />
        </div>
      ))}
    </li>
  );
}

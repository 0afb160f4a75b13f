import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { daysText, momentText } from "../wording";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { Pager, usePages } from "./Pager";
import { Reopening } from "./Reopening";
import { closeActivities, yearActivities, type ClosingResult, type YearActivity } from "./yearCalls";
import type { StepProps } from "./YearPage";
import { STEPS } from "./yearWords";

interface Props extends StepProps {
  mayFill: boolean;
  who: (by: string) => string;
  reread: (said: string) => Promise<void>;
}

/** What ends in the year: what each activity lacks, closing many at once, and opening them again. */
export function YearActivities({ year, mayFill, who, reread }: Props) {
  const [lacking, setLacking] = useState(false);
  const pages = usePages();
  const [changes, setChanges] = useState(0);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [open, setOpen] = useState<readonly ClosingResult[]>([]);
  const [failed, setFailed] = useState<unknown>(null);
  const { cursor } = pages;
  const { data, problem, retry } = useAsked(JSON.stringify([lacking, cursor, changes]), (signal) =>
    yearActivities(year.year, { counted: false, lacking, cursor }, signal),
  );
  const closable = data?.rows.filter(isClosable).map(({ activity_id }) => activity_id) ?? [];
  // Nothing is closed that isn't shown, such as what was ticked on another page.
  const chosen = closable.filter((activity_id) => ticked.includes(activity_id));

  async function done(said: string) {
    setTicked([]);
    setChanges(changes + 1);
    await reread(said);
  }

  async function close() {
    setFailed(null);
    try {
      const results = await closeActivities(year.year, [...chosen]);
      const closed = results.filter(({ outcome }) => outcome === "closed").length;
      setOpen(results.filter(({ outcome }) => outcome !== "closed"));
      await done(closed === 1 ? "1 activity is closed." : `${closed} activities are closed.`);
    } catch (failure) {
      setFailed(failure);
    }
  }

  return (
    <section class="console__part year__part" id="activities" aria-labelledby="activities-title">
      <h2 id="activities-title">{STEPS.activities}</h2>
      <p>
        An activity that has ended is closed once it lacks nothing. Then it can’t be changed; learners can still be
        reported for it.
      </p>
      <label class="check">
        <input
          type="checkbox"
          checked={lacking}
          onChange={(event) => {
            setLacking(event.currentTarget.checked);
            pages.begin(null);
          }}
        />
        <span>Only those that aren’t closed</span>
      </label>
      {problem !== null && <Problem problem={problem} subject="The list of activities" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the activities …</p>}
      {data?.rows.length === 0 && <p>{lacking ? "All are closed." : "No activity ends in this year."}</p>}
      {failed !== null && <Problem problem={failed} subject="The hub" />}
      {open.length > 0 && (
        <div class="notice notice--alarm" role="alert">
          <p>Not closed:</p>
          <ul>
            {open.map(({ activity_id, outcome, missing }) => (
              <li key={activity_id}>
                {activity_id}: {outcome === "stays_open" ? `it lacks ${missing.join(", ")}` : "it isn’t of this year"}
              </li>
            ))}
          </ul>
        </div>
      )}
      {mayFill && closable.length > 0 && (
        <p class="row">
          <button
            type="button"
            class="usa-button usa-button--outline"
            onClick={() => setTicked(chosen.length === closable.length ? [] : closable)}
          >
            {chosen.length === closable.length ? "Choose none" : `Choose all that lack nothing (${closable.length})`}
          </button>
          <button type="button" class="usa-button" disabled={chosen.length === 0} onClick={() => void close()}>
            Close the chosen ({chosen.length})
          </button>
        </p>
      )}
      {data && data.rows.length > 0 && (
        <div class="console__table" tabIndex={0} role="region" aria-label="Activities that end in the year">
          <table class="usa-table stacks">
            <thead>
              <tr>
                <th scope="col">Activity</th>
                <th scope="col">Days</th>
                <th scope="col">Learners</th>
                <th scope="col">Outcomes and tags</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((shown) => (
                <tr key={shown.activity_id}>
                  <th scope="row">
                    {mayFill && isClosable(shown) && (
                      <input
                        type="checkbox"
                        class="year__choose"
                        aria-label={`Choose ${shown.title}`}
                        checked={chosen.includes(shown.activity_id)}
                        onChange={(event) =>
                          setTicked(
                            event.currentTarget.checked
                              ? [...chosen, shown.activity_id]
                              : chosen.filter((other) => other !== shown.activity_id),
                          )
                        }
                      />
                    )}
                    <a href={addressOf(`activities/${shown.activity_id}`)}>{shown.title}</a>
                  </th>
                  <td data-head="Days">{daysText(shown.start_date, shown.end_date)}</td>
                  <td data-head="Learners">{learnersText(shown)}</td>
                  <td data-head="Outcomes and tags">{outcomesText(shown)}</td>
                  <td data-head="State">
                    <State shown={shown} mayFill={mayFill} />
                    {shown.reopenings.map(({ at, by, reason }) => (
                      <span key={at} class="console__hint">
                        {" "}
                        Reopened on {momentText(at)} by {who(by)}: {reason}
                      </span>
                    ))}
                    {mayFill && shown.status === "Closed" && year.versions.length === 0 && (
                      <Reopening year={year.year} activity={shown} done={done} />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager pages={pages} next={data?.next} />
    </section>
  );
}

function State({ shown, mayFill }: { shown: YearActivity; mayFill: boolean }) {
  if (shown.status === "Closed") return <>Closed</>;
  if (isClosable(shown)) return <>Ready to close</>;
  const lacks = `lacks ${shown.missing.join(", ")}`;
  return (
    <>
      Open: {lacks}.{" "}
      {mayFill && (
        <a href={addressOf(`activities/${shown.activity_id}`, { do: "change" })}>
          Fill it in<span class="usa-sr-only"> ({shown.title})</span>
        </a>
      )}
    </>
  );
}

/** Tell whether an activity lacks nothing but to be closed. */
function isClosable({ missing }: YearActivity): boolean {
  return missing.length === 1 && missing[0] === "to be closed";
}

function learnersText({ participants }: YearActivity): string {
  const counts = [participants["physician"], participants["non-physician"]];
  if (counts.every((count) => count === undefined)) return "Not told";
  return counts
    .map((count, place) => `${count?.toLocaleString() ?? "?"} ${place ? "others" : "physicians"}`)
    .join(", ");
}

function outcomesText({ outcomes, commendation_tags }: YearActivity): string {
  const measured = outcomes.map(({ outcome, measured: how }) =>
    how.length ? `${outcome} (${how.join(", ").toLowerCase()})` : outcome,
  );
  return [measured.join(", ") || "No outcome", commendation_tags.join(", ")].filter(Boolean).join("; ");
}

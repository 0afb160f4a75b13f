import { Problem } from "../Problem";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { yearActivities } from "./yearCalls";
import type { StepProps } from "./YearPage";
import { STEPS } from "./yearWords";

const PARTS = {
  outcomes: {
    title: "Without a measured outcome",
    about: "Each activity that ends in the year has one at least, before it is closed.",
    none: "None: each has one.",
  },
  commendation_tags: {
    title: "Without a commendation tag",
    about: "Tags are for your own use: give them where an activity meets a criterion for commendation.",
    none: "None: each has one.",
  },
} as const;

/** Which activities lack outcomes or commendation tags, and where they are filled in. */
export function YearOutcomes({ year, mayFill }: StepProps & { mayFill: boolean }) {
  return (
    <section class="console__part year__part" id="outcomes" aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">{STEPS.outcomes}</h2>
      <Lacking year={year.year} what="outcomes" mayFill={mayFill} />
      <Lacking year={year.year} what="commendation_tags" mayFill={mayFill} />
    </section>
  );
}

function Lacking({ year, what, mayFill }: { year: number; what: keyof typeof PARTS; mayFill: boolean }) {
  const { title, about, none } = PARTS[what];
  const { data, problem, retry } = useAsked(`${year} ${what}`, (signal) =>
    yearActivities(year, { counted: false, lacking: false, without: what, cursor: null }, signal),
  );
  return (
    <>
      <h3>{title}</h3>
      <p>{about}</p>
      {problem !== null && <Problem problem={problem} subject="The list of activities" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the activities …</p>}
      {data?.rows.length === 0 && <p>{none}</p>}
      {data && data.rows.length > 0 && (
        <ul>
          {data.rows.map(({ activity_id, title: called, status }) => (
            <li key={activity_id}>
              <a href={addressOf(`activities/${activity_id}`)}>{called}</a>
              {mayFill && status !== "Closed" && (
                <>
                  {" "}
                  <a href={`${addressOf(`activities/${activity_id}`, { do: "change" })}#closing`}>
                    Fill it in
                    <span class="usa-sr-only">
                      {" "}
                      ({called}: {what.replace("_", " ")})
                    </span>
                  </a>
                </>
              )}
            </li>
          ))}
          {data.next && <li>… and more. They come here as these are filled in.</li>}
        </ul>
      )}
    </>
  );
}

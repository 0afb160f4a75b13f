import { useState } from "preact/hooks";
import { Labelled } from "../forms/Form";
import { Problem } from "../Problem";
import { dayText } from "../wording";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { Pager, usePages } from "./Pager";
import { countLearners, yearActivities, type YearActivity } from "./yearCalls";
import type { StepProps } from "./YearPage";
import { STEPS } from "./yearWords";

interface Props extends StepProps {
  mayFill: boolean;
  reread: (said: string) => Promise<void>;
}

/** The enduring materials that go on, each with its learners until the end of the year. */
export function YearLearners({ year, mayFill, reread }: Props) {
  const pages = usePages();
  const [changes, setChanges] = useState(0);
  const { cursor } = pages;
  const { data, problem, retry } = useAsked(JSON.stringify([cursor, changes]), (signal) =>
    yearActivities(year.year, { counted: true, lacking: false, cursor }, signal),
  );
  return (
    <section class="console__part year__part" id="learners" aria-labelledby="learners-title">
      <h2 id="learners-title">{STEPS.learners}</h2>
      <p>
        Enduring materials that go on aren’t closed. Tell how many took part in each, from its start to Dec 31,{" "}
        {year.year}.{!year.is_over && " They are counted once the year is over."}
      </p>
      {problem !== null && <Problem problem={problem} subject="The list of activities" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the enduring materials …</p>}
      {data?.rows.length === 0 && <p>No enduring material goes on after this year.</p>}
      <ul class="groups">
        {data?.rows.map((shown) => (
          <li key={shown.activity_id} class={`group ${shown.counted ? "" : "group--error"}`}>
            <h3>
              <a href={addressOf(`activities/${shown.activity_id}`)}>{shown.title}</a>
            </h3>
            <p>
              {countedText(shown)} Since {dayText(shown.start_date)}, {shown.activity_id}.
            </p>
            {mayFill && year.is_over && (
              <Count
                year={year.year}
                shown={shown}
                done={async () => {
                  setChanges(changes + 1);
                  await reread(`The learners of ${shown.title} are counted.`);
                }}
              />
            )}
          </li>
        ))}
      </ul>
      <Pager pages={pages} next={data?.next} />
    </section>
  );
}

function countedText({ counted, counted_before }: YearActivity): string {
  if (!counted) return "Not counted yet.";
  const all = `${counted.physicians.toLocaleString()} physicians and ${counted.other_learners.toLocaleString()} others.`;
  if (!counted_before) return all;
  const [physicians, others] = [
    counted.physicians - counted_before.physicians,
    counted.other_learners - counted_before.other_learners,
  ];
  return `${all} Of them in this year: ${physicians.toLocaleString()} and ${others.toLocaleString()}.`;
}

interface CountProps {
  year: number;
  shown: YearActivity;
  done: () => Promise<void>;
}

function Count({ year, shown, done }: CountProps) {
  const { activity_id, title, counted, participants } = shown;
  const [physicians, setPhysicians] = useState(String(counted?.physicians ?? participants["physician"] ?? ""));
  const [others, setOthers] = useState(String(counted?.other_learners ?? participants["non-physician"] ?? ""));
  const [problem, setProblem] = useState<unknown>(null);
  return (
    <form
      class="year__count"
      aria-label={`Learners of ${title}`}
      onSubmit={(event) => {
        event.preventDefault();
        setProblem(null);
        const body = { physicians: Number(physicians), other_learners: Number(others) };
        countLearners(year, activity_id, body).then(done, setProblem);
      }}
    >
      <Head name={`physicians-${activity_id}`} label="Physicians" value={physicians} change={setPhysicians} />
      <Head name={`others-${activity_id}`} label="Other learners" value={others} change={setOthers} />
      <button type="submit" class="usa-button usa-button--outline">
        Save<span class="usa-sr-only"> the learners of {title}</span>
      </button>
      {problem !== null && <Problem problem={problem} subject="The hub" />}
    </form>
  );
}

interface HeadProps {
  name: string;
  label: string;
  value: string;
  change: (value: string) => void;
}

function Head({ name, label, value, change }: HeadProps) {
  return (
    <Labelled name={name} label={label} fault={undefined}>
      <input
        class="usa-input"
        inputMode="numeric"
        pattern="[0-9]+"
        title="A whole number of 0 or more"
        required
        value={value}
        onInput={(event) => change(event.currentTarget.value.trim())}
      />
    </Labelled>
  );
}

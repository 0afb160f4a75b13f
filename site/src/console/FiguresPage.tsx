import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { momentText } from "../wording";
import { useAsked } from "./asked";
import { Downloads } from "./Downloads";
import { figuresOf, figuresTable, periodsAt, type PeriodView } from "./figureCalls";
import { Boards, Formats, Months, Refusals } from "./FigureTables";
import { QualityScore } from "./QualityScore";
import type { SectionProps } from "./sections";

/** What the provider sent over a period, how good it was, and what boards made of it. */
export default function FiguresPage({ provider }: SectionProps) {
  const periods = periodsAt(new Date());
  const [chosen, setChosen] = useState(Object.keys(periods)[0]!);
  const period = periods[chosen]!;
  const { data, problem, retry } = useAsked(`figures ${chosen}`, (signal) => figuresOf(period, signal));
  return (
    <>
      <h1>Figures</h1>
      <div class="console__filters">
        <label class="value">
          <span>Period</span>
          <select class="usa-select" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
            {Object.keys(periods).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      </div>
      {problem !== null && <Problem problem={problem} subject="The figures" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the figures …</p>}
      {data && <Told period={data} stem={`${provider.provider_id}-${period.from}-${period.to}`} />}
    </>
  );
}

function Told({ period, stem }: { period: PeriodView; stem: string }) {
  const counted = period.months.flatMap(({ counted_at }) => counted_at ?? []).sort();
  if (counted.length === 0) {
    return <p>Nothing has been counted of this period. What arrives today is counted the next night.</p>;
  }
  return (
    <>
      <p>Counted each night from what you sent, the last time {momentText(counted.at(-1)!)}.</p>
      <Downloads stem={stem} table={() => figuresTable(period)} />
      <QualityScore shown={period.total} />
      <Months months={period.months} />
      <Formats shown={period.total} />
      <Boards shown={period.total} />
      <Refusals shown={period.total} />
    </>
  );
}

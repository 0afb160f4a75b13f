import { useState } from "preact/hooks";
import { faulty, Labelled } from "../forms/Form";
import { Problem } from "../Problem";
import { saveSummary, type SummaryInput } from "./yearCalls";
import type { StepProps } from "./YearPage";
import { dollarsText, labelled, MONEY, STEPS, type Money } from "./yearWords";

const FIELDS = Object.keys(MONEY) as Money[];
const KINDS = FIELDS.filter((name) => name !== "total_income" && name !== "expenses");
type Typed = Readonly<Record<Money, string>>;

/** What the programme earned, by kind, and spent. */
export function YearMoney({ year, step, changed, mayFill }: StepProps & { mayFill: boolean }) {
  const saved = year.summary?.summary;
  return (
    <section class="console__part year__part" id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">{STEPS.summary}</h2>
      <p>
        Whole US dollars, direct and joint activities together. The activities that end in the year have commercial
        support of {dollarsText(year.support_of_activities)}.
      </p>
      {saved && step.lacks.length > 0 && (
        <ul>
          {step.lacks.map((lack) => (
            <li key={lack}>{labelled(lack)}.</li>
          ))}
        </ul>
      )}
      {mayFill ? (
        <MoneyForm year={year} changed={changed} />
      ) : saved ? (
        <dl class="glance console__facts">
          {FIELDS.map((name) => (
            <div key={name}>
              <dt>{MONEY[name]}</dt>
              <dd>{dollarsText(saved[name])}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p>It isn’t filled in yet.</p>
      )}
    </section>
  );
}

function MoneyForm({ year, changed }: Pick<StepProps, "year" | "changed">) {
  const [typed, setTyped] = useState<Typed>(() => typedOf(year.summary?.summary));
  const [problem, setProblem] = useState<unknown>(null);
  const sum = KINDS.reduce((total, name) => total + amountOf(typed[name]), 0);
  const isWrong = typed.total_income !== "" && amountOf(typed.total_income) !== sum;
  return (
    <form
      class="console__form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWrong) {
          event.currentTarget.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
          return;
        }
        setProblem(null);
        const amounts = Object.fromEntries(FIELDS.map((name) => [name, amountOf(typed[name])]));
        const body = { ...amounts, revision: year.summary?.revision ?? 0 } as SummaryInput;
        saveSummary(year.year, body).then((now) => changed(now, "The programme summary is saved."), setProblem);
      }}
    >
      <div class="year__money">
        {FIELDS.map((name) => {
          const fault =
            name === "total_income" && isWrong ? `The kinds of income come to ${dollarsText(sum)}.` : undefined;
          return (
            <Labelled key={name} name={name} label={MONEY[name]} fault={fault}>
              <input
                class="usa-input"
                inputMode="numeric"
                pattern="[0-9,]+"
                title="Whole US dollars, 0 or more"
                required
                value={typed[name]}
                onInput={(event) => setTyped({ ...typed, [name]: event.currentTarget.value.trim() })}
                {...faulty(name, fault)}
              />
            </Labelled>
          );
        })}
      </div>
      {problem !== null && <Problem problem={problem} subject="The hub" />}
      <p>
        <button type="submit" class="usa-button">
          Save the summary
        </button>
      </p>
    </form>
  );
}

function typedOf(saved: Readonly<Record<Money, number>> | undefined): Typed {
  return Object.fromEntries(FIELDS.map((name) => [name, saved ? String(saved[name]) : ""])) as Record<Money, string>;
}

function amountOf(text: string): number {
  return Number(text.replaceAll(",", "")) || 0;
}

import { ApiProblem } from "../api";
import { Problem } from "../Problem";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import type { SectionProps } from "./sections";
import { year as askYear, years } from "./yearCalls";
import { YearPage } from "./YearPage";
import { dueText } from "./yearWords";

/** The provider's years, or the one that the address names. */
export function Year({ provider, name }: SectionProps) {
  return name ? <OneYear provider={provider} name={name} /> : <Years />;
}

function Years() {
  const { data, problem, retry } = useAsked("years", years);
  return (
    <>
      <h1>The year</h1>
      <p class="lede">Each year is reported by the end of March after it, in seven steps.</p>
      {problem !== null && <Problem problem={problem} subject="The list of years" retry={retry} />}
      {!data && problem === null && <p role="status">Loading the years …</p>}
      <ul class="groups">
        {data?.map((found) => (
          <li key={found.year} class="group">
            <h2>
              <a href={addressOf(`year/${found.year}`)}>{found.year}</a>
            </h2>
            <p>{dueText(found)}.</p>
          </li>
        ))}
      </ul>
    </>
  );
}

function OneYear({ provider, name }: SectionProps) {
  const { data, problem, retry } = useAsked(name, (signal) => askYear(name, signal));
  return (
    <>
      <p class="console__back">
        <a href={addressOf("year")}>All years</a>
      </p>
      {problem instanceof ApiProblem && problem.kind === "missing" ? (
        <p class="notice notice--alarm" role="alert">
          There is no year {name} to report. Check the address.
        </p>
      ) : (
        problem !== null && <Problem problem={problem} subject="The year" retry={retry} />
      )}
      {!data && problem === null && <p role="status">Loading the year …</p>}
      {data && <YearPage provider={provider} read={data} />}
    </>
  );
}

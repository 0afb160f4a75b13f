import { ApiProblem, type ProblemKind } from "./api";

const TITLES: Readonly<Record<ProblemKind, (subject: string) => string>> = {
  offline: (subject) => `${subject} can’t be reached`,
  slow: (subject) => `${subject} takes too long to answer`,
  invalid: () => "This address asks for something that can’t be looked up",
  missing: () => "It isn’t in the catalogue",
  fault: (subject) => `${subject} has a problem`,
};
const ADVICE: Readonly<Record<ProblemKind, string>> = {
  offline: "Check your connection, then try again. What you asked for is kept.",
  slow: "Try again in a moment. What you asked for is kept.",
  invalid: "Change or remove the filter that is named here.",
  missing: "Check the address. A provider may also have stopped listing the activity.",
  fault: "That is our fault, not yours. Try again in a minute.",
};

interface Props {
  problem: unknown;
  subject?: string;
  retry?: () => void;
  children?: preact.ComponentChildren;
}

/** Say what is wrong and what to do about it. */
export function Problem({ problem, subject = "The catalogue", retry, children }: Props) {
  const { kind, detail } = problem instanceof ApiProblem ? problem : new ApiProblem("fault");
  return (
    <div class="notice notice--alarm" role="alert">
      <h2>{TITLES[kind](subject)}</h2>
      <p>{ADVICE[kind]}</p>
      {kind === "invalid" && detail && <p class="notice__detail">{detail}</p>}
      <div class="row">
        {retry && kind !== "invalid" && kind !== "missing" && (
          <button type="button" class="usa-button" onClick={retry}>
            Try again
          </button>
        )}
        {children}
      </div>
    </div>
  );
}

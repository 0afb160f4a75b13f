import { ApiProblem, type ProblemKind } from "./api";

const TITLES: Readonly<Record<ProblemKind, (subject: string) => string>> = {
  offline: (subject) => `${subject} can’t be reached`,
  slow: (subject) => `${subject} takes too long to answer`,
  invalid: () => "This address asks for something that can’t be looked up",
  missing: () => "It isn’t in the catalogue",
  refused: () => "That isn’t done",
  fault: (subject) => `${subject} has a problem`,
};
const ADVICE: Readonly<Record<ProblemKind, string>> = {
  offline: "Check your connection, then try again. What you asked for is kept.",
  slow: "Try again in a moment. What you asked for is kept.",
  invalid: "Change or remove the filter that is named here.",
  missing: "Check the address. A provider may also have stopped listing the activity.",
  refused: "Try again in a minute.",
  fault: "That is our fault, not yours. Try again in a minute.",
};

/** What comes out the same however often it is asked. */
const FINAL: readonly ProblemKind[] = ["invalid", "missing", "refused"];

interface Props {
  problem: unknown;
  subject?: string;
  retry?: () => void;
  children?: preact.ComponentChildren;
}

/** Say what is wrong and what to do about it. */
export function Problem({ problem, subject = "The catalogue", retry, children }: Props) {
  const { kind, detail, title } = problem instanceof ApiProblem ? problem : new ApiProblem("fault");
  return (
    <div class="notice notice--alarm" role="alert">
      <h2>{(kind === "refused" && title) || TITLES[kind](subject)}</h2>
      <p>{(kind === "refused" && detail) || ADVICE[kind]}</p>
      {kind === "invalid" && detail && <p class="notice__detail">{detail}</p>}
      <div class="row">
        {retry && !FINAL.includes(kind) && (
          <button type="button" class="usa-button" onClick={retry}>
            Try again
          </button>
        )}
        {children}
      </div>
    </div>
  );
}

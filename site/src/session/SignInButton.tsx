import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { signIn } from "./session";

/** Leads to the sign-in; what keeps it from that is told below. */
export function SignInButton() {
  const [isLeaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  function go() {
    setLeaving(true);
    setProblem(null);
    signIn().catch((failure: unknown) => {
      setProblem(failure);
      setLeaving(false);
    });
  }

  return (
    <>
      <p class="account__enter">
        <button type="button" class="usa-button" onClick={go} disabled={isLeaving}>
          Sign in
        </button>
      </p>
      {problem !== null && <Problem problem={problem} subject="The sign-in" />}
    </>
  );
}

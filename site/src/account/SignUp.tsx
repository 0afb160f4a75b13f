import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { signUp } from "./calls";
import { signIn } from "../session/session";

/** Where somebody without an account gets one: all that it needs is an address that they read. */
export function SignUp() {
  const [email, setEmail] = useState("");
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  async function send() {
    setSending(true);
    setProblem(null);
    try {
      await signUp(email);
      await signIn(email);
    } catch (failure) {
      setProblem(failure);
      setSending(false);
    }
  }

  return (
    <section class="account__part" aria-labelledby="sign-up">
      <h2 id="sign-up">New here?</h2>
      <p>
        Give your e-mail address. On the next page choose a code by e-mail: whoever reads it is you. If you have an
        account with this address already, you just sign in.
      </p>
      <form
        class="claim"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <label class="value">
          <span>E-mail address</span>
          <input
            class="usa-input"
            type="email"
            name="email"
            autocomplete="email"
            required
            maxLength={254}
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        </label>
        {problem !== null && <Problem problem={problem} subject="Your account" />}
        <p>
          <button type="submit" class="usa-button usa-button--outline" disabled={isSending}>
            {isSending ? "Creating your account …" : "Create an account"}
          </button>
        </p>
      </form>
    </section>
  );
}

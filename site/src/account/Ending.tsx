import { useState } from "preact/hooks";
import { Problem } from "../Problem";
import { dayText } from "../wording";
import { keepAccount, letAccountEnd } from "./calls";
import { Question } from "../forms/Question";

const WORD = "end";

/** That the account is to end, and the way back. */
export function Ending({ endsOn }: { endsOn: string }) {
  const [isKeeping, setKeeping] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  async function keep() {
    setKeeping(true);
    setProblem(null);
    try {
      await keepAccount();
      location.reload();
    } catch (error) {
      setProblem(error);
      setKeeping(false);
    }
  }

  return (
    <section class="notice notice--alarm" aria-label="The account ends">
      <p>
        <strong>This account ends after {dayText(endsOn)}, US Eastern.</strong> Until then you can keep it as it was, or{" "}
        <a href="/account/settings">download everything</a>. Nothing else can be done with it.
      </p>
      {problem !== null && <Problem problem={problem} subject="Your account" />}
      <p>
        <button type="button" class="usa-button" disabled={isKeeping} onClick={() => void keep()}>
          Keep the account
        </button>
      </p>
    </section>
  );
}

/** The question whether the account is to end. */
export function EndAccount() {
  async function end() {
    await letAccountEnd();
    scrollTo(0, 0);
    location.reload();
  }

  return (
    <section class="account__part">
      <h2>End the account</h2>
      <p>
        Everything that is yours here goes: who you are, what you entered and its files, needs, requests and choices.
        What providers reported stays with your boards, and counts there. For 14 days you can keep the account after
        all.
      </p>
      <div class="row">
        <Question
          button="End the account"
          title="End the account?"
          yes="End the account"
          no="Keep it"
          word={WORD}
          act={end}
        >
          In 14 days all that is yours in it is deleted. Until then nothing can be done with it but to download it, or
          to keep it.
        </Question>
      </div>
    </section>
  );
}

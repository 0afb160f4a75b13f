import { whyEnded, type Ended } from "./session";

const WHY: Readonly<Record<Ended, string>> = {
  idle: "You were signed out after 30 minutes without doing anything. What you had typed is kept: sign in to go on.",
  over: "Your sign-in was over. What you had typed is kept: sign in to go on.",
  everywhere: "You are signed out on every device.",
};

/** Say why the last session of this tab ended, if not because its holder wanted it. */
export function WhyEnded() {
  const why = whyEnded();
  return why ? (
    <p class="notice account__why" role="status">
      {WHY[why]}
    </p>
  ) : null;
}

import { SignInButton } from "../session/SignInButton";
import { WhyEnded } from "../session/WhyEnded";

/** What the console is, told to those who haven't signed in. */
export function SignedOut() {
  return (
    <div class="wide page">
      <h1>Provider console</h1>
      <WhyEnded />
      <p class="lede">Send the files that you have, see what each board decided, and mend the rest.</p>
      <SignInButton />
      <ul class="account__offers">
        <li>
          <h2>Try first</h2>
          <p>A file can be tried before it is sent. You see the same report, and nothing is stored.</p>
        </li>
        <li>
          <h2>Watch the boards answer</h2>
          <p>Rows that are right go on when others aren’t. You see which, and why.</p>
        </li>
        <li>
          <h2>Know what to do</h2>
          <p>Problems are gathered by what to do about them, the biggest first, each with its rows.</p>
        </li>
      </ul>
      <p class="account__note">
        Your primary contact invites you, the first one whoever runs the hub. You sign in by your e-mail address, a
        password and a second factor.
      </p>
    </div>
  );
}

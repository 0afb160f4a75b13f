import { SignInButton } from "../session/SignInButton";
import { WhyEnded } from "../session/WhyEnded";
import { SignUp } from "./SignUp";

/** What somebody gets who signs in, told to those who haven't. */
export function SignedOut() {
  return (
    <div class="wide page">
      <h1>Your credits, in one place</h1>
      <WhyEnded />
      <p class="lede">
        Sign in to see what providers reported for you and what each board decided, without asking anybody.
      </p>
      <SignInButton />
      <SignUp />
      <ul class="account__offers">
        <li>
          <h2>Every credit on its way</h2>
          <p>Accepted, waiting for a board, or rejected, with the reason and what you can do about it.</p>
        </li>
        <li>
          <h2>From all providers</h2>
          <p>You enter nothing. Providers report, boards decide, and you see both.</p>
        </li>
        <li>
          <h2>Only yours</h2>
          <p>
            An account shows nothing until you have proved who you are. Nobody can look you up by your name or number.
          </p>
        </li>
      </ul>
      <p class="account__note">
        It’s free. You sign in by a code that we mail you, a passkey or a password. Searching needs no account.
      </p>
    </div>
  );
}

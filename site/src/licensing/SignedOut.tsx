import { SignInButton } from "../session/SignInButton";
import { WhyEnded } from "../session/WhyEnded";

/** What the pages are for, told to those who haven't signed in. */
export function SignedOut() {
  return (
    <div class="wide page">
      <h1>Licensing boards</h1>
      <WhyEnded />
      <p class="lede">See how far your licensees meet what your state asks, from what providers reported.</p>
      <SignInButton />
      <ul class="account__offers">
        <li>
          <h2>Look a licensee up</h2>
          <p>By licence number, by NPI, or by name and birth day, on your state’s own roster alone.</p>
        </li>
        <li>
          <h2>See what is met</h2>
          <p>The cycle, each duty done or open, and the credits that count for it, on the page and in print.</p>
        </li>
        <li>
          <h2>Everything is written down</h2>
          <p>Your state has a log of each look, and a physician sees that your board has looked.</p>
        </li>
      </ul>
      <p class="account__note">
        Whoever runs the hub invites you. You sign in by your e-mail address, a password and a second factor.
      </p>
    </div>
  );
}

import { ClaimForm } from "./ClaimForm";
import type { SectionProps } from "./sections";

/** Every credit of the person who is signed in. */
export function Credits({ me }: SectionProps) {
  if (me.claims.length === 0) {
    return (
      <div class="notice">
        <h2>We don’t know yet whose credits are yours</h2>
        <p>
          An account shows nothing until it is tied to a physician. For that we ask your name, your birth month and day,
          and one number: a board ID, a state licence or your NPI.
        </p>
        <ClaimForm me={me} />
      </div>
    );
  }
  return <p class="lede">Your credits aren’t shown here yet.</p>;
}

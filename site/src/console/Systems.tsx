import { Keys } from "./Keys";
import { TryIt } from "./TryIt";
import { Webhooks } from "./Webhooks";

/** What the provider's own systems call the API with, and where they are told of events. */
export function Systems() {
  return (
    <>
      <h1>Systems</h1>
      <p class="lede">
        For whoever looks after your learning-management system. <a href="/developers">The API</a> takes what the
        console takes.
      </p>
      <Keys />
      <Webhooks />
      <TryIt />
    </>
  );
}

import type { SectionProps } from "./sections";

/** Requests to providers about credits that aren't there. */
export function Missing(_: SectionProps) {
  return (
    <div class="notice">
      <h2>You have asked for nothing</h2>
      <p>
        Providers usually report within 30 days. After that, ask the provider of the activity:{" "}
        <a href="/physicians">how it works</a> says what they need.
      </p>
    </div>
  );
}

import type { SectionProps } from "./sections";

/** Each reading of the person's credits by somebody else. */
export function Looks(_: SectionProps) {
  return (
    <div class="notice">
      <h2>Nobody has looked</h2>
      <p>When somebody else reads your credits, it is written down here: who, when, and by what right.</p>
    </div>
  );
}

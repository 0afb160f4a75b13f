import type { Refusal } from "./calls";

/** Why something wasn't done, and what can be done about it. */
export function Refused({ title, detail }: Refusal) {
  return (
    <div class="notice notice--alarm" role="alert">
      <p>
        <strong>{title}</strong>
      </p>
      <p>{detail}</p>
    </div>
  );
}

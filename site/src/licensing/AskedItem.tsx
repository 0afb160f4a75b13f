import { countedText, sourceText, spanText, stateText } from "../askedWords";
import { dayText } from "../wording";
import type { Asked, LicenseePage } from "./calls";

/** One thing that the state asks, whether it is met, and by which credits. */
export function AskedItem({ duty, credits }: { duty: Asked; credits: LicenseePage["credits"] }) {
  const counted = credits.filter(({ credit_id }) => duty.counted.includes(credit_id));
  return (
    <li class={`group ${duty.is_done ? "" : "group--error"}`}>
      <h3>{duty.sentence}</h3>
      <p>
        <span class={`asked__state ${duty.is_done ? "" : "asked__state--open"}`}>{stateText(duty)}</span>.{" "}
        {countedText(duty)}, {spanText(duty.starts, duty.ends)}.
        {duty.only && " Whether it concerns this licensee isn’t known here."}
      </p>
      {counted.length > 0 && (
        <details>
          <summary>{counted.length === 1 ? "1 credit counts" : `${counted.length} credits count`}</summary>
          <ul>
            {counted.map(({ credit_id, title, completed_on }) => (
              <li key={credit_id}>
                {dayText(completed_on)}, {title}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="console__hint">{sourceText(duty)}</p>
    </li>
  );
}

import { amountText, dayText } from "../wording";
import type { LicenseePage } from "./calls";

/** The credits of the days that are looked at, and earlier ones that count for something. */
export function CreditTable({ credits }: { credits: LicenseePage["credits"] }) {
  if (credits.length === 0) return <p>No credit of these days is known here.</p>;
  return (
    <div class="console__table" role="region" aria-label="Table of credits" tabIndex={0}>
      <table class="usa-table usa-table--borderless licensee__table">
        <thead>
          <tr>
            <th scope="col">Completed</th>
            <th scope="col">Activity</th>
            <th scope="col">Credits</th>
          </tr>
        </thead>
        <tbody>
          {credits.map(({ credit_id, completed_on, title, provider, topics, amount }) => (
            <tr key={credit_id}>
              <td>{dayText(completed_on)}</td>
              <td>
                {title}
                <br />
                <span class="console__hint">{[provider, ...topics].join("; ")}</span>
              </td>
              <td>{amountText(amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import { useState } from "preact/hooks";
import { licenseeAddress } from "./address";
import type { LicenseePage } from "./calls";

interface Props {
  page: LicenseePage;
  show: (address: string) => void;
}

/** Chooses other days than those that are shown. */
export function SpanChoice({ page, show }: Props) {
  const [since, setSince] = useState(page.starts);
  const [until, setUntil] = useState(page.ends);
  const isTurned = since > until;
  const day = (label: string, value: string, change: (day: string) => void) => (
    <label class="value">
      <span>{label}</span>
      <input
        class="usa-input"
        type="date"
        required
        value={value}
        aria-invalid={isTurned || undefined}
        aria-describedby={isTurned ? "turned" : undefined}
        onInput={(event) => change(event.currentTarget.value)}
      />
    </label>
  );
  return (
    <form
      class="licensee__choose"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isTurned) show(licenseeAddress(page.state, page.licence, { since, until, ...degreeOf() }));
      }}
    >
      <div class="console__filters">
        {day("From", since, setSince)}
        {day("To", until, setUntil)}
      </div>
      {isTurned && (
        <p id="turned" class="field__fault" role="alert">
          The first day is after the last one.
        </p>
      )}
      <p class="row">
        <button type="submit" class="usa-button usa-button--outline">
          Look at these days
        </button>
        {new URLSearchParams(location.search).has("since") && (
          <a href={licenseeAddress(page.state, page.licence, degreeOf())}>Back to the cycle</a>
        )}
      </p>
    </form>
  );
}

/** Return the degree that was chosen, as a parameter of an address. */
function degreeOf(): Record<string, string> {
  return { degree: new URLSearchParams(location.search).get("degree") ?? "" };
}

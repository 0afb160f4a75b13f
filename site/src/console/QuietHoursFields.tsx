import { Labelled } from "../forms/Form";
import type { QuietHours } from "./mailCalls";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const NIGHT = { starts: 19, ends: 7 };

interface Props {
  hours: QuietHours | null;
  choose: (hours: QuietHours | null) => void;
}

/** When no mail is to come that can wait: by the clock where the contact is. */
export function QuietHoursFields({ hours, choose }: Props) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <fieldset class="usa-fieldset">
      <legend>Quiet hours</legend>
      <label class="check">
        <input
          type="checkbox"
          checked={hours !== null}
          onChange={(event) => choose(event.currentTarget.checked ? { ...NIGHT, zone: here } : null)}
        />
        <span>No mail in these hours; what would come then comes at their end</span>
      </label>
      {hours && (
        <>
          <Labelled name="starts" label="From" fault={undefined}>
            <HourChoice
              name="starts"
              hour={hours.starts}
              other={hours.ends}
              choose={(starts) => choose({ ...hours, starts })}
            />
          </Labelled>
          <Labelled name="ends" label="Until" fault={undefined}>
            <HourChoice
              name="ends"
              hour={hours.ends}
              other={hours.starts}
              choose={(ends) => choose({ ...hours, ends })}
            />
          </Labelled>
          <p class="console__hint">
            By the clock of {hours.zone.replaceAll("_", " ")}.{" "}
            {hours.zone !== here && (
              <button
                type="button"
                class="usa-button usa-button--unstyled"
                onClick={() => choose({ ...hours, zone: here })}
              >
                Use {here.replaceAll("_", " ")}, where this device is
              </button>
            )}
          </p>
        </>
      )}
    </fieldset>
  );
}

interface HourProps {
  name: string;
  hour: number;
  /** The hour at the other end, which can't be chosen here. */
  other: number;
  choose: (hour: number) => void;
}

function HourChoice({ name, hour, other, choose }: HourProps) {
  return (
    <select name={name} class="usa-select" value={hour} onChange={(event) => choose(Number(event.currentTarget.value))}>
      {HOURS.filter((found) => found !== other).map((found) => (
        <option key={found} value={found}>
          {String(found).padStart(2, "0")}:00
        </option>
      ))}
    </select>
  );
}

import { useState } from "preact/hooks";
import { useDraft } from "../forms/drafts";
import { Problem } from "../Problem";
import { dayText, daysText } from "../wording";
import { addActivity, type Activity } from "./activityCalls";
import { draftOf, givenOf } from "./activityDraft";
import { Lines, Text } from "./activityFields";
import { addressOf } from "./address";
import { daysUntil, MOST_DAYS, readDays, repeatedOn, type Rhythm } from "./series";

interface Props {
  provider: string;
  activity: Activity;
}

interface SeriesDraft {
  rhythm: Rhythm;
  until: string;
  typed: string;
  /** What became of each day: the activity's ID, or why it wasn't added. */
  added: Readonly<Record<string, string>>;
  refused: Readonly<Record<string, string>>;
}

const BLANK: SeriesDraft = { rhythm: "weekly", until: "", typed: "", added: {}, refused: {} };
const RHYTHMS: Readonly<Record<Rhythm, string>> = {
  weekly: "Every week",
  monthly: "Every month",
  days: "On days that I list",
};

/** Adds an activity again on other days, after showing which; begun once, it goes on where it stopped. */
export function ActivitySeries({ provider, activity }: Props) {
  const [series, change] = useDraft<SeriesDraft>(provider, `series.${activity.activity_id}`, BLANK);
  const [isAdding, setAdding] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const draft = draftOf(activity);
  const { days, unread } =
    series.rhythm === "days"
      ? readDays(series.typed)
      : { days: daysUntil(activity.start_date, series.rhythm, series.until), unread: [] };
  const others = days.filter((day) => day !== activity.start_date);
  const waiting = others.filter((day) => !series.added[day]);
  const count = others.length - waiting.length;

  async function add() {
    let { added, refused } = series;
    setAdding(true);
    setProblem(null);
    try {
      for (const day of waiting) {
        const saved = await addActivity(givenOf(repeatedOn(draft, day), null));
        if ("view" in saved) added = { ...added, [day]: saved.view.activity.activity_id };
        // It may have been added before the line was cut.
        else if (saved.code === "ACTIVITY_THERE") added = { ...added, [day]: /\d{9}/.exec(saved.detail)?.[0] ?? "" };
        else refused = { ...refused, [day]: saved.issues[0]?.message ?? `${saved.title} ${saved.detail}` };
        change({ ...series, added, refused });
      }
    } catch (failure) {
      setProblem(failure);
    }
    setAdding(false);
  }

  return (
    <>
      <h1>Repeat the activity</h1>
      <p class="lede">
        {activity.title}, {daysText(activity.start_date, activity.end_date)}. Each is added as it is now; its days, and
        the last days to claim credit, move along.
      </p>
      <form
        class="console__form"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <fieldset>
          <legend>When</legend>
          {(Object.keys(RHYTHMS) as Rhythm[]).map((rhythm) => (
            <label key={rhythm} class="check">
              <input
                type="radio"
                name="rhythm"
                checked={series.rhythm === rhythm}
                onChange={() => change({ ...series, rhythm })}
              />
              <span>{RHYTHMS[rhythm]}</span>
            </label>
          ))}
          {series.rhythm === "days" ? (
            <Lines
              path="days"
              label="First days, one a line, such as 5/4/2027"
              value={series.typed}
              fault={unread.length ? `These are no days: ${unread.join(", ")}. Write them as 5/4/2027.` : undefined}
              change={(typed) => change({ ...series, typed })}
            />
          ) : (
            <Text
              path="until"
              label="Until"
              hint={series.rhythm === "monthly" ? "In a month that is too short, on its last day." : undefined}
              type="date"
              value={series.until}
              fault={undefined}
              change={(until) => change({ ...series, until })}
              required
            />
          )}
        </fieldset>
        {others.length > MOST_DAYS && <p class="notice notice--alarm">At most {MOST_DAYS} are added at once.</p>}
        {others.length > 0 && (
          <table class="usa-table stacks">
            <caption>What is added</caption>
            <thead>
              <tr>
                <th scope="col">Days</th>
                <th scope="col">Your own ID of it</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {others.map((day) => {
                const repeated = repeatedOn(draft, day);
                return (
                  <tr key={day}>
                    <th scope="row">{daysText(repeated.start_date, repeated.end_date)}</th>
                    <td data-head="Your own ID of it">{repeated.provider_activity_id}</td>
                    <td data-head="State">
                      {series.added[day] ? (
                        <a href={addressOf(`activities/${series.added[day]}`)}>
                          Added<span class="usa-sr-only"> on {dayText(day)}</span>
                        </a>
                      ) : (
                        (series.refused[day] ?? "Not added yet")
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
        <p role="status">{count > 0 && `${count} of ${others.length} are added.`}</p>
        {problem !== null && <Problem problem={problem} subject="The hub" />}
        <p>
          <button
            type="submit"
            class="usa-button"
            disabled={isAdding || waiting.length === 0 || unread.length > 0 || others.length > MOST_DAYS}
          >
            {count > 0 && waiting.length > 0 ? "Go on" : `Add ${waiting.length}`}
          </button>
        </p>
      </form>
    </>
  );
}

import { Problem } from "../Problem";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { reminders, type Reminder } from "./reminderCalls";
import { headingOf, lastDayText, pageOf, placeOf } from "./reminderWords";
import { nextYear } from "./startFacts";
import { years } from "./yearCalls";
import { dueText } from "./yearWords";

/** So many things of a reminder are seen at once. */
const FIRST = 3;

/** What is open until a last day that is near, and when the next year is due. */
export function Deadlines() {
  const { data, problem, retry } = useAsked("reminders", reminders);
  if (problem !== null) return <Problem problem={problem} subject="The list of deadlines" retry={retry} />;
  if (!data) return <p role="status">Looking what is due …</p>;
  return (
    <>
      {data.length === 0 && <p>Nothing is open until a day that is near.</p>}
      <ul class="groups">
        {data.map((reminder) => (
          <Due key={`${reminder.last_day} ${reminder.kind}`} reminder={reminder} />
        ))}
      </ul>
      {!data.some(({ kind }) => kind === "year") && <NextYear />}
    </>
  );
}

function Due({ reminder }: { reminder: Reminder }) {
  const { kind, matters, more } = reminder;
  const rest = matters.slice(FIRST);
  const matter = ({ name, id, lacks }: Reminder["matters"][number]) => {
    const page = id && pageOf(kind, id);
    return (
      <li key={`${name} ${id}`}>
        {page ? <a href={page}>{name}</a> : name}
        {id && ` (${id})`}
        {lacks && `: ${lacks}`}
      </li>
    );
  };
  return (
    <li class="group">
      <p class="group__mark">{lastDayText(reminder)}</p>
      <h3>
        <a href={placeOf(reminder)}>{headingOf(reminder)}</a>
      </h3>
      <ul>{matters.slice(0, FIRST).map(matter)}</ul>
      {rest.length > 0 && (
        <details>
          <summary>
            {(rest.length + more).toLocaleString("en-US")} more
            <span class="usa-sr-only">: {headingOf(reminder)}</span>
          </summary>
          <ul>{rest.map(matter)}</ul>
          {more > 0 && <p>And {more.toLocaleString("en-US")} beside these.</p>}
        </details>
      )}
    </li>
  );
}

function NextYear() {
  const { data, problem, retry } = useAsked("years", years);
  if (problem !== null) return <Problem problem={problem} subject="The list of years" retry={retry} />;
  if (!data) return <p role="status">Looking what is due …</p>;
  const next = nextYear(data);
  return next ? (
    <p>
      <a href={addressOf(`year/${next.year}`)}>The report of {next.year}</a>: {dueText(next)}.
    </p>
  ) : null;
}

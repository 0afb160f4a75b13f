import { amountText, monthText } from "../wording";
import { useAsked } from "./asked";
import { BarTable } from "./BarTable";
import { meanings, mostFrequent, scoreText, sumOf, type FiguresView, type MonthView } from "./figureCalls";

const MOST_REFUSALS = 10;
const NO_FORMAT = "Not known";

export function Months({ months }: { months: readonly MonthView[] }) {
  const isCompared = months.some(({ comparison }) => comparison !== null);
  return (
    <section class="console__part" aria-labelledby="months">
      <h2 id="months">By month</h2>
      <BarTable
        caption="What was sent in each month"
        headings={["Month", "Activities added", "Records added", "Quality", "All providers", "Credits"]}
        rows={months.map(({ month, figures, quality, comparison }) => ({
          name: monthText(month),
          cells: [
            sumOf(figures, "activities").toLocaleString(),
            sumOf(figures, "records").toLocaleString(),
            scoreText(quality.score),
            scoreText(comparison?.medians.score),
          ],
          amount: sumOf(figures, "credits"),
          amountText: amountText(sumOf(figures, "credits")),
        }))}
      />
      <p class="console__hint">
        A month is that in which a file or call arrived (UTC).{" "}
        {isCompared
          ? "All providers: the median of the quality scores of all who sent anything in the month."
          : "Providers are compared in months in which at least ten of them sent anything; none of these is one."}
      </p>
    </section>
  );
}

export function Formats({ shown: { figures } }: { shown: FiguresView }) {
  const formats = Object.entries(figures.formats ?? {}).sort(([name], [other]) => name.localeCompare(other));
  if (formats.length === 0) return null;
  return (
    <section class="console__part" aria-labelledby="formats">
      <h2 id="formats">By format</h2>
      <BarTable
        caption="What was sent, by the activities’ format"
        headings={["Format", "Activities added", "Records added", "Credits"]}
        rows={formats.map(([name, { activities = 0, records = 0, credits = 0 }]) => ({
          name: name || NO_FORMAT,
          cells: [activities.toLocaleString(), records.toLocaleString()],
          amount: credits,
          amountText: amountText(credits),
        }))}
      />
      <p class="console__hint">
        Of a record its largest amount counts, since boards count the same hours. Records that were deleted later stay
        counted{figures.deleted_records ? `; ${figures.deleted_records.toLocaleString()} were deleted` : ""}.
      </p>
    </section>
  );
}

export function Boards({ shown: { figures, answer_times } }: { shown: FiguresView }) {
  const boards = Object.entries(figures.boards ?? {}).sort(([name], [other]) => name.localeCompare(other));
  if (boards.length === 0) return null;
  return (
    <section class="console__part" aria-labelledby="boards">
      <h2 id="boards">By board</h2>
      <BarTable
        caption="What boards decided, and how soon"
        headings={["Board", "Accepted", "Rejected", "Half answered within", "Nine of ten within", "Credits"]}
        rows={boards.map(([name, { accepted = 0, rejected = 0, credits = 0 }]) => ({
          name,
          cells: [
            accepted.toLocaleString(),
            rejected.toLocaleString(),
            answer_times[name]?.median ?? "–",
            answer_times[name]?.ninetieth ?? "–",
          ],
          amount: credits,
          amountText: amountText(credits),
        }))}
      />
      <p class="console__hint">
        Answers are counted from the arrival of the file or call, by spans: an hour, a day, three days, a week, two
        weeks, a month. No time is more exact than that. CME is credit that no board is asked about.
      </p>
    </section>
  );
}

export function Refusals({ shown: { figures } }: { shown: FiguresView }) {
  const { data } = useAsked("meanings", meanings);
  const refusals = mostFrequent(figures.refusals ?? {}, MOST_REFUSALS);
  return (
    <section class="console__part" aria-labelledby="refusals">
      <h2 id="refusals">Why rows failed</h2>
      {refusals.length === 0 ? (
        <p>No row was refused or rejected.</p>
      ) : (
        <BarTable
          caption={`The ${MOST_REFUSALS} most frequent reasons for which rows were refused or rejected`}
          headings={["Code", "What it means", "Rows"]}
          rows={refusals.map(([code, count]) => ({
            name: code,
            cells: [data?.get(code) ?? ""],
            amount: count,
            amountText: count.toLocaleString(),
          }))}
        />
      )}
    </section>
  );
}

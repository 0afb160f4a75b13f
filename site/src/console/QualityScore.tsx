import { BarTable } from "./BarTable";
import { percentText, scoreText, type FiguresView } from "./figureCalls";

/** How good what was sent is, and how that is computed, with its numbers. */
export function QualityScore({ shown: { figures, quality } }: { shown: FiguresView }) {
  const asked = Object.entries(figures.boards ?? {}).filter(([board]) => board !== "CME");
  const accepted = asked.reduce((sum, [, board]) => sum + (board.accepted ?? 0), 0);
  const decided = asked.reduce((sum, [, board]) => sum + (board.rejected ?? 0), accepted);
  const terms = [
    { name: "Right at the first try", some: figures.right_rows, all: figures.first_rows, share: quality.right_first },
    { name: "Accepted by boards", some: accepted, all: decided, share: quality.accepted },
    { name: "Reported within 30 days", some: figures.timely_rows, all: figures.dated_rows, share: quality.timely },
  ];
  return (
    <section class="console__part" aria-labelledby="quality">
      <h2 id="quality">Data quality: {scoreText(quality.score)} of 100</h2>
      <p>
        The score is the mean of these shares, each as heavy as the others. A share of which nothing was counted is left
        out.
      </p>
      <BarTable
        caption="What the score is computed from"
        headings={["Share", "Rows", "In percent"]}
        rows={terms.map(({ name, some, all, share }) => ({
          name,
          cells: [`${(some ?? 0).toLocaleString()} of ${(all ?? 0).toLocaleString()}`],
          amount: share ?? 0,
          amountText: percentText(share),
        }))}
        full={1}
      />
      <p class="console__hint">
        Right at the first try: rows that were neither refused nor rejected, of those that are decided and neither mend
        a row in the console nor repeat a record. Accepted: rows that boards accepted, of those that they decided.
        Within 30 days: records that came within 30 days of the completion, as ACCME and the boards expect.
      </p>
    </section>
  );
}

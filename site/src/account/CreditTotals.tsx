import { amountText, pointsText } from "../wording";
import type { CreditPage } from "./calls";

/** What the credits that are shown come to: in all, by board, and by year. */
export function CreditTotals({ totals }: { totals: CreditPage["totals"] }) {
  return (
    <>
      {(totals.cme > 0 || totals.boards.length > 0) && <Counting totals={totals} />}
      {Object.keys(totals.own).length > 0 && (
        <p class="credit__note totals__own">
          <strong>Own, not verified:</strong>{" "}
          {Object.entries(totals.own)
            .map(([kind, amount]) => `${amountText(amount)} ${kind}`)
            .join(" · ")}
          . They are in no other sum.
        </p>
      )}
    </>
  );
}

function Counting({ totals }: { totals: CreditPage["totals"] }) {
  return (
    <section class="totals" aria-labelledby="totals">
      <h2 id="totals">What counts</h2>
      <dl class="totals__list">
        <div>
          <dt>AMA PRA Category 1</dt>
          <dd>
            <b>{amountText(totals.cme)}</b> credits
          </dd>
        </div>
        {totals.boards.map((board) => (
          <div key={board.board}>
            <dt>{board.name}</dt>
            <dd>
              <b>{amountText(board.points)}</b> {board.points === 1 ? "point" : "points"}
            </dd>
            <dd class="totals__types">
              {Object.entries(board.by_type)
                .map(([type, points]) => `${amountText(points)} ${type}`)
                .join(" · ")}
              {board.overlaps && <span>The same points can be of several types, so these don’t add up.</span>}
            </dd>
          </div>
        ))}
      </dl>
      {totals.boards.length > 1 && (
        <p class="credit__note">What counts at two boards is the same learning: their points aren’t added up.</p>
      )}
      <Years years={totals.years} />
    </section>
  );
}

function Years({ years }: { years: CreditPage["totals"]["years"] }) {
  const most = Math.max(...years.map((year) => year.cme), 1);
  return (
    <table class="years">
      <caption>By year of completion</caption>
      <thead class="usa-sr-only">
        <tr>
          <th scope="col">Year</th>
          <th scope="col">AMA PRA Category 1 credits</th>
          <th scope="col">Board points</th>
        </tr>
      </thead>
      <tbody>
        {years.map((year) => (
          <tr key={year.year}>
            <th scope="row">{year.year}</th>
            <td>
              <span class="years__bar" style={{ "--share": `${(100 * year.cme) / most}%` }} />
              {amountText(year.cme)} CME
            </td>
            <td>
              {Object.entries(year.points)
                .map(([board, points]) => `${board} ${pointsText(points)}`)
                .join(", ")}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

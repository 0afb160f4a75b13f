import type { ComponentChildren } from "preact";

interface BarRow {
  name: string;
  /** What the other columns show. */
  cells: readonly ComponentChildren[];
  /** How long the bar is, beside those of the other rows. */
  amount: number;
  amountText: string;
}

interface Props {
  caption: string;
  /** Of the names, of the other columns, and of the amounts. */
  headings: readonly string[];
  rows: readonly BarRow[];
  /** The amount of a bar that is full; the largest of them if there is no such. */
  full?: number;
}

/** A table whose last column is a picture too: a bar beside each amount. */
export function BarTable({ caption, headings, rows, full }: Props) {
  const longest = full ?? Math.max(...rows.map(({ amount }) => amount));
  return (
    <div class="console__table" tabIndex={0} role="region" aria-label={caption}>
      <table class="usa-table stacks">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cells, amount, amountText }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, place) => (
                <td key={place} data-head={headings[place + 1]}>
                  {cell}
                </td>
              ))}
              <td data-head={headings.at(-1)}>
                <span class="bar">
                  <span class="bar__amount">{amountText}</span>
                  <svg class="bar__picture" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={longest > 0 ? (100 * amount) / longest : 0} height="10" />
                  </svg>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the hub says to rows with other values before they are sent: asked as a cell is left. */

import { useRef, useState } from "preact/hooks";
import { checkRows, type CellProblem } from "./calls";
import type { Corrections, Values } from "./corrections";

const MOST_ROWS = 100;

export type Said = { state: "checking" } | { state: "failed"; problem: unknown } | { state: "told" };

/** What was asked of a row last, and the last problems that were told of it. */
export interface Check {
  values: Values;
  said: Said;
  problems: readonly CellProblem[] | null;
}

export type Checks = Readonly<Record<string, Check>>;

type Ask = (rows: Corrections) => Promise<readonly { row: number; problems: readonly CellProblem[] }[]>;

/** Asks about each row by one call at a time; what a row has become meanwhile is asked after it. */
export class RowChecker {
  private readonly wanted = new Map<string, Values>();
  private readonly asking = new Set<string>();
  private checks: Checks = {};

  constructor(
    private readonly ask: Ask,
    private readonly tell: (checks: Checks) => void,
  ) {}

  /** Have rows checked; those that were checked with the same values aren't asked again. */
  look(rows: Corrections): void {
    for (const [row, values] of Object.entries(rows)) {
      const check = this.checks[row];
      if (check?.values !== values || check.said.state === "failed") this.wanted.set(row, values);
    }
    this.send();
  }

  private send(): void {
    const rows = [...this.wanted].filter(([row]) => !this.asking.has(row)).slice(0, MOST_ROWS);
    if (rows.length === 0) return;
    for (const [row] of rows) {
      this.wanted.delete(row);
      this.asking.add(row);
    }
    const told = (row: string) => this.checks[row]?.problems ?? null;
    this.note(rows.map(([row, values]) => [row, { values, said: { state: "checking" }, problems: told(row) }]));
    this.ask(Object.fromEntries(rows))
      .then(
        (answered) => {
          const found = new Map(answered.map(({ row, problems }) => [String(row), problems]));
          this.note(rows.map(([row, values]) => [row, { values, said: { state: "told" }, problems: found.get(row)! }]));
        },
        (problem: unknown) =>
          this.note(
            rows.map(([row, values]) => [row, { values, said: { state: "failed", problem }, problems: told(row) }]),
          ),
      )
      .then(() => {
        for (const [row] of rows) this.asking.delete(row);
        this.send();
      });
    this.send();
  }

  private note(entries: [string, Check][]): void {
    this.checks = { ...this.checks, ...Object.fromEntries(entries) };
    this.tell(this.checks);
  }
}

/** Return what is told of a submission's rows, and what has rows checked. */
export function useRowChecks(submission: string): [Checks, (rows: Corrections) => void] {
  const [checks, setChecks] = useState<Checks>({});
  const checker = useRef<RowChecker | null>(null);
  checker.current ??= new RowChecker((rows) => checkRows(submission, rows), setChecks);
  return [checks, (rows) => checker.current!.look(rows)];
}

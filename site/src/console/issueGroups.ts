/** What is wrong with a submission, gathered by what to do about it. */

import type { Issue, RowRecord } from "./calls";

export interface Finding {
  code: string;
  severity: Issue["severity"];
  /** None of the file as a whole. */
  row: number | null;
  field: string | null;
  value: string | null;
  message: string;
  fix: string;
  suggestion: string | null;
}

export interface Group {
  key: string;
  severity: Issue["severity"];
  fix: string;
  field: string | null;
  /** What is wrong, of the first of them. */
  example: string;
  /** Whether the others say the same. */
  isAlike: boolean;
  rows: number[];
  findings: Finding[];
}

const ORDER: readonly Issue["severity"][] = ["error", "warning", "note"];
const ASK_BOARD = "See what the board says, mend the row and send it again.";

export function findingOf(issue: Issue): Finding {
  return {
    ...issue,
    row: issue.row ?? null,
    field: issue.field ?? null,
    value: issue.value ?? null,
    suggestion: issue.suggestion ?? null,
  };
}

/** Return what boards rejected of a row, each reason once. */
export function rejectionsOf(record: RowRecord, fixes: ReadonlyMap<string, string>): Finding[] {
  const rejected = record.credit_lines.filter(({ status }) => status === "rejected");
  const reasons = new Map(rejected.map((line) => [`${line.board} ${line.reason_code} ${line.reason}`, line]));
  return [...reasons.values()].map(({ board, reason_code, reason }) => ({
    code: reason_code ?? "",
    severity: "error",
    row: record.row,
    field: null,
    value: null,
    message: `${board} rejected it: ${reason ?? reason_code ?? "no reason given."}`,
    fix: fixes.get(reason_code ?? "") ?? ASK_BOARD,
    suggestion: null,
  }));
}

/** Gather findings by what to do: what keeps rows out first, and of these the biggest group. */
export function groupsOf(findings: readonly Finding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const { code, field, fix, severity, message, row } = finding;
    const key = JSON.stringify([severity, code, field, fix]);
    const group = groups.get(key) ?? {
      key,
      severity,
      fix,
      field,
      example: message,
      isAlike: true,
      rows: [],
      findings: [],
    };
    groups.set(key, group);
    group.isAlike &&= group.example === message;
    if (row !== null) group.rows.push(row);
    group.findings.push(finding);
  }
  return [...groups.values()].sort(
    (first, second) =>
      ORDER.indexOf(first.severity) - ORDER.indexOf(second.severity) || second.findings.length - first.findings.length,
  );
}

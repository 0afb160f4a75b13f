/*
 * Sends a file of learners or activities, waits until everything in it is decided, and prints what came of it.
 *
 *     API=https://... KEY=cmeh_... node send_file.ts learners.xlsx
 */

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { cmeHub, finished, pages, sendFile } from "cme-hub-client";

const { API, KEY } = process.env;
const [path] = process.argv.slice(2);
if (!API || !KEY || !path) throw new Error("Set API and KEY, and name a file.");

const hub = cmeHub({ url: API, key: KEY });
const submissionId = await sendFile(hub, basename(path), new Uint8Array(await readFile(path)));
const { counts, rows } = await finished(hub, submissionId);
console.log(
  `${submissionId}: ${counts.accepted} accepted, ${counts.rejected} rejected, ${counts.refused} refused of ${rows}`,
);

const of = { submission_id: submissionId };
const issues = hub.GET("/v1/submissions/{submission_id}/issues", {
  params: { path: of, query: { severity: "error" } },
});
for await (const page of pages(hub, issues))
  for (const issue of page.issues) console.log(`row ${issue.row}, ${issue.field}: ${issue.message} ${issue.fix}`);

const report = hub.GET("/v1/submissions/{submission_id}/report", { params: { path: of } });
for await (const page of pages(hub, report))
  for (const row of page.records)
    for (const line of row.credit_lines ?? [])
      if (line.status === "rejected") console.log(`row ${row.row}, ${line.board}: ${line.reason}`);

process.exitCode = rows === counts.accepted ? 0 : 1;

/*
 * Saves learner records, and prints what came of each and what to mend.
 *
 *     API=https://... KEY=cmeh_... node save_records.ts records.json
 *
 * The file holds a list of up to 100 records, such as `examples/records.json`.
 */

import { readFile } from "node:fs/promises";
import { answered, cmeHub, HubProblem } from "cme-hub-client";

const { API, KEY } = process.env;
const [path] = process.argv.slice(2);
if (!API || !KEY || !path) throw new Error("Set API and KEY, and name a file.");

const hub = cmeHub({ url: API, key: KEY });
try {
  const records = JSON.parse(await readFile(path, "utf-8"));
  const saved = await answered(hub.POST("/v1/learner-records", { body: { records } }));
  for (const record of saved.records) {
    console.log(`record ${record.position}: ${record.status} ${record.record ?? ""}`);
    for (const issue of record.issues ?? []) console.log(`  ${issue.field}: ${issue.message} ${issue.fix}`);
  }
  process.exitCode = saved.records.every((record) => record.status !== "refused") ? 0 : 1;
} catch (problem) {
  if (!(problem instanceof HubProblem)) throw problem;
  console.log(problem.message); // none of them was taken
  for (const issue of problem.issues) console.log(`  row ${issue.row}, ${issue.field}: ${issue.message} ${issue.fix}`);
  process.exitCode = 1;
}

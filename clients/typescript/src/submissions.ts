import { answered, type Answer } from "./answers.js";
import type { components } from "./api.js";
import type { Hub } from "./hub.js";

export type Report = components["schemas"]["SubmissionReport"];
export type SubmissionState = components["schemas"]["SubmissionState"];

export interface SendOptions {
  /** Only say what would come of it. */
  dryRun?: boolean;
  /** Take a file once more that was taken before, such as after deletes. */
  again?: boolean;
  /** Whether its learners permit to pass completions on, where a row doesn't say. */
  permissionToShare?: boolean;
}

/** Sends a file of up to 4,000,000 bytes, and returns its submission's ID; `finished` waits for what becomes of it. */
export async function sendFile(
  hub: Hub,
  name: string,
  content: Uint8Array<ArrayBuffer> | Blob,
  options: SendOptions = {},
): Promise<string> {
  const query = {
    ...(options.dryRun !== undefined && { dry_run: options.dryRun }),
    ...(options.again !== undefined && { again: options.again }),
    ...(options.permissionToShare !== undefined && { permission_to_share: options.permissionToShare }),
  };
  const call = hub.POST("/v1/submissions", {
    params: { query, header: { "x-file-name": encodeURIComponent(name) } },
    headers: { "Content-Type": "application/octet-stream" },
    body: "", // which the types have in place of bytes
    bodySerializer: () => content,
  }) as Promise<Answer<{ submission_id: string }>>;
  return (await answered(call)).submission_id;
}

/** Waits until everything in a submission is decided. */
export async function finished(
  hub: Hub,
  submissionId: string,
  { seconds = 600, pause = 1000 }: { seconds?: number; pause?: number } = {},
): Promise<SubmissionState> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const state = await answered(
      hub.GET("/v1/submissions/{submission_id}", { params: { path: { submission_id: submissionId } } }),
    );
    if (state.status === "finished") return state;
    if (Date.now() > deadline) throw new Error(`Submission ${submissionId} isn't finished after ${seconds} seconds.`);
    await new Promise((done) => setTimeout(done, pause));
  }
}

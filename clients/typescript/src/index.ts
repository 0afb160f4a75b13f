export type { components, paths } from "./api.js";
export { cmeHub, type Hub, type HubOptions } from "./hub.js";
export { answered, HubProblem, pages, type Answer, type Issue } from "./answers.js";
export { finished, sendFile, type Report, type SendOptions, type SubmissionState } from "./submissions.js";

/** What the console asks of the API about templates. */

import type { operations } from "../hub-api";
import { client } from "./calls";
import { done } from "../doing";

export type Template = operations["getTemplate"]["parameters"]["path"]["template"];

/** Return a workbook with lists of today's codes and of the provider's activities. */
export function madeTemplate(template: Template): Promise<Blob> {
  const params = { path: { template } };
  return done<Blob>(client.GET("/v1/templates/{template}", { params, parseAs: "blob" }));
}

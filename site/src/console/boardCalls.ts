/** What the console asks of the API about boards: what each asks of a registration. */

import { answer } from "../api";
import type { components } from "../hub-api";
import { useAsked, type Asked } from "./asked";
import { client } from "./calls";

export type BoardsDocument = components["schemas"]["BoardsDocument"];
export type BoardView = components["schemas"]["BoardView"];
export type BoardRules = components["schemas"]["BoardRules"];
export type RegistrationField = components["schemas"]["RegistrationField"];

let known: BoardsDocument | null = null;

/** Ask for all boards once a page; the hub's rules change with a new version of it. */
export function useBoards(): Asked<BoardsDocument> {
  return useAsked(
    "boards",
    async (signal) => (known ??= await answer((within) => client.GET("/v1/boards", { signal: within }), signal)),
  );
}

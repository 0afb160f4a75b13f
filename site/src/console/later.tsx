/** Pages that few visits need: they are loaded when they are opened. */

import type { ComponentType } from "preact";
import { Problem } from "../Problem";
import { useAsked } from "./asked";

export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return function Later(props: Props) {
    const { data: Page, problem, retry } = useAsked("page", load);
    if (problem !== null) return <Problem problem={problem} subject="The page" retry={retry} />;
    return Page ? <Page {...props} /> : <p role="status">Loading the page …</p>;
  };
}

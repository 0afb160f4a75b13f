/** The parts of the console, each with pages of its own below /console/. */

import type { ComponentType } from "preact";
import type { ContactProvider } from "./calls";
import { Activities } from "./Activities";
import { Send } from "./Send";
import { Start } from "./Start";
import { Submissions } from "./Submissions";

export interface SectionProps {
  provider: ContactProvider;
  /** What the address names in the section; empty if it names nothing. */
  name: string;
}

interface Section {
  path: string;
  title: string;
  Page: ComponentType<SectionProps>;
}

export const SECTIONS: readonly Section[] = [
  { path: "", title: "Start", Page: Start },
  { path: "send", title: "Send files", Page: Send },
  { path: "submissions", title: "Submissions", Page: Submissions },
  { path: "activities", title: "Activities", Page: Activities },
];

export function sectionAt(path: string): Section | null {
  return SECTIONS.find((section) => section.path === path) ?? null;
}

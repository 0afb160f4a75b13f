/** The parts of the officers' pages, each with a page of its own below /licensing/. */

import type { ComponentType } from "preact";
import { later } from "../console/later";
import type { OfficersState } from "./calls";
import { LookUp } from "./LookUp";

export interface SectionProps {
  state: OfficersState;
}

interface Section {
  path: string;
  title: string;
  Page: ComponentType<SectionProps>;
  /** Whether other pages lead there, not the list of sections. */
  isUnlisted?: true;
}

const Checks = later<SectionProps>(() => import("./Checks").then((loaded) => loaded.Checks));
const Licensee = later<SectionProps>(() => import("./Licensee").then((loaded) => loaded.Licensee));
const Log = later<SectionProps>(() => import("./Log").then((loaded) => loaded.Log));
const Roster = later<SectionProps>(() => import("./Roster").then((loaded) => loaded.Roster));

const SECTIONS: readonly Section[] = [
  { path: "", title: "Look up", Page: LookUp },
  { path: "licensee", title: "Licensee", Page: Licensee, isUnlisted: true },
  { path: "checks", title: "Check many", Page: Checks },
  { path: "roster", title: "Roster", Page: Roster },
  { path: "log", title: "Log", Page: Log },
];

export const LISTED = SECTIONS.filter(({ isUnlisted }) => !isUnlisted);

export function sectionAt(path: string): Section | null {
  return SECTIONS.find((section) => section.path === path) ?? null;
}

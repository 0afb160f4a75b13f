/** The parts of the account, each with a page of its own below /account/. */

import type { ComponentType } from "preact";
import type { Me } from "./calls";
import { Claims } from "./claims";
import { Credits } from "./credits";
import { Looks } from "./looks";
import { Missing } from "./missing";
import { Needs } from "./needs";
import { Own } from "./own";
import { Settings } from "./settings";
import { Shares } from "./shares";
import { Transcript } from "./transcript";

export interface SectionProps {
  me: Me;
}

export interface Section {
  address: string;
  title: string;
  Page: ComponentType<SectionProps>;
}

export const SECTIONS: readonly Section[] = [
  { address: "/account/", title: "Credits", Page: Credits },
  { address: "/account/transcript", title: "Transcript", Page: Transcript },
  { address: "/account/shares", title: "Shares", Page: Shares },
  { address: "/account/needs", title: "Needs", Page: Needs },
  { address: "/account/own", title: "Own credits", Page: Own },
  { address: "/account/missing", title: "Missing credits", Page: Missing },
  { address: "/account/looks", title: "Who has looked", Page: Looks },
  { address: "/account/claims", title: "Who you are", Page: Claims },
  { address: "/account/settings", title: "Settings", Page: Settings },
];

export function sectionAt(path: string): Section {
  return SECTIONS.find((section) => section.address === path) ?? SECTIONS[0]!;
}

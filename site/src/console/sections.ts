/** The parts of the console, each with pages of its own below /console/. */

import type { ComponentType } from "preact";
import type { ContactProvider, Scope } from "./calls";
import { later } from "./later";
import { Start } from "./Start";

export interface SectionProps {
  provider: ContactProvider;
  /** What the address names in the section; empty if it names nothing. */
  name: string;
}

interface Section {
  path: string;
  title: string;
  Page: ComponentType<SectionProps>;
  /** Without it the section is of no use to a contact. */
  scope?: Scope;
  /** Whether other pages lead there, not the list of sections. */
  isUnlisted?: true;
}

const Activities = later<SectionProps>(() => import("./Activities").then((loaded) => loaded.Activities));
const Learners = later<SectionProps>(() => import("./Learners").then((loaded) => loaded.Learners));
const MyMails = later<SectionProps>(() => import("./MyMails").then((loaded) => loaded.MyMails));
const Requests = later<SectionProps>(() => import("./Requests").then((loaded) => loaded.Requests));
const Send = later<SectionProps>(() => import("./Send").then((loaded) => loaded.Send));
const Submissions = later<SectionProps>(() => import("./Submissions").then((loaded) => loaded.Submissions));
const Systems = later<SectionProps>(() => import("./Systems").then((loaded) => loaded.Systems));
const Team = later<SectionProps>(() => import("./Team").then((loaded) => loaded.Team));
const Year = later<SectionProps>(() => import("./Year").then((loaded) => loaded.Year));
const MatchPage = later<SectionProps>(() => import("./MatchPage").then((loaded) => loaded.default));
const SearchPage = later<SectionProps>(() => import("./SearchPage").then((loaded) => loaded.default));

const SECTIONS: readonly Section[] = [
  { path: "", title: "Start", Page: Start },
  { path: "send", title: "Send files", Page: Send },
  { path: "submissions", title: "Submissions", Page: Submissions },
  { path: "activities", title: "Activities", Page: Activities },
  { path: "learners", title: "Learners", Page: Learners },
  { path: "requests", title: "Requests", Page: Requests },
  { path: "year", title: "Year", Page: Year },
  { path: "match", title: "Match a list", Page: MatchPage, scope: "match" },
  { path: "search", title: "Find", Page: SearchPage, isUnlisted: true },
  { path: "team", title: "Team", Page: Team },
  { path: "mails", title: "My mails", Page: MyMails },
  { path: "systems", title: "Systems", Page: Systems, scope: "admin" },
];

/** Return the sections that a contact is led to. */
export function listedFor({ scopes }: ContactProvider): readonly Section[] {
  return SECTIONS.filter(({ scope, isUnlisted }) => !isUnlisted && (!scope || scopes.includes(scope)));
}

export function sectionAt(path: string): Section | null {
  return SECTIONS.find((section) => section.path === path) ?? null;
}

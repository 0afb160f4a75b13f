/** An activity as the form has it: texts, as they are typed, and lists of choices. */

import type { Activity, ActivityInput } from "./activityCalls";

/** A registration by the names of its fields, which follow from the board's rules. */
export interface RegistrationDraft {
  board: string;
  texts: Readonly<Record<string, string>>;
  chosen: Readonly<Record<string, string[]>>;
}

/** Fields that are one text each. */
export interface ActivityTexts {
  provider_activity_id: string;
  title: string;
  description: string;
  activity_format: string;
  start_date: string;
  end_date: string;
  city: string;
  state: string;
  country: string;
  credits: string;
  providership: string;
  url: string;
  listed: string;
  fee: string;
  registration: string;
  commercial_support: string;
  close_requested: string;
}

export interface ActivityDraft extends ActivityTexts {
  deliveries: string[];
  /** One a line. */
  joint_providers: string;
  specialties: string[];
  /** One a line. */
  further_specialties: string;
  /** One a line: source, kind and value, with | between. */
  content_keywords: string;
  registrations: RegistrationDraft[];
  /** Head counts. */
  physicians: string;
  other_learners: string;
  /** How each outcome was measured; one that was told without saying so has the empty list. */
  outcomes: Readonly<Record<string, string[]>>;
  /** One a line. */
  commendation_tags: string;
  /** One a line: name, and an amount or "in kind" or both, with | between. */
  supports: string;
}

const PHYSICIANS = "physician";
const OTHER_LEARNERS = "non-physician";
const COUNTED = [PHYSICIANS, OTHER_LEARNERS];
const IN_KIND = "in kind";

export const BLANK_REGISTRATION: RegistrationDraft = { board: "", texts: {}, chosen: {} };

export const BLANK_ACTIVITY: ActivityDraft = {
  provider_activity_id: "",
  title: "",
  description: "",
  activity_format: "",
  start_date: "",
  end_date: "",
  city: "",
  state: "",
  country: "",
  credits: "",
  providership: "direct",
  url: "",
  listed: "Yes",
  fee: "",
  registration: "",
  commercial_support: "",
  close_requested: "No",
  deliveries: [],
  joint_providers: "",
  specialties: [],
  further_specialties: "",
  content_keywords: "",
  registrations: [],
  physicians: "",
  other_learners: "",
  outcomes: {},
  commendation_tags: "",
  supports: "",
};

export function draftOf(activity: Activity): ActivityDraft {
  return {
    provider_activity_id: textOf(activity.provider_activity_id),
    title: activity.title,
    description: textOf(activity.description),
    activity_format: activity.activity_format,
    start_date: activity.start_date,
    end_date: activity.end_date,
    city: textOf(activity.city),
    state: textOf(activity.state),
    country: textOf(activity.country),
    credits: textOf(activity.credits),
    providership: textOf(activity.providership),
    url: textOf(activity.url),
    listed: yesOrNo(activity.listed),
    fee: textOf(activity.fee),
    registration: textOf(activity.registration),
    commercial_support: yesOrNo(activity.commercial_support),
    close_requested: yesOrNo(activity.close_requested),
    deliveries: [...activity.deliveries],
    joint_providers: activity.joint_providers.join("\n"),
    specialties: [...activity.specialties],
    further_specialties: "",
    content_keywords: activity.content_keywords
      .map(({ source, kind, value }) => `${source} | ${kind} | ${value}`)
      .join("\n"),
    registrations: activity.registrations.map(({ board, attestation: _, ...fields }) => {
      const stored = Object.entries(fields);
      const lists = stored.filter((entry): entry is [string, string[]] => Array.isArray(entry[1]));
      const texts = stored.filter(([, value]) => !Array.isArray(value));
      return {
        board,
        texts: Object.fromEntries(texts.map(([name, value]) => [name, textOf(value as string | number | null)])),
        chosen: Object.fromEntries(lists),
      };
    }),
    physicians: textOf(activity.participants[PHYSICIANS]),
    other_learners: textOf(activity.participants[OTHER_LEARNERS]),
    outcomes: Object.fromEntries(activity.outcomes.map(({ outcome, measured }) => [outcome, [...measured]])),
    commendation_tags: activity.commendation_tags.join("\n"),
    supports: activity.supports
      .map(({ source, amount, in_kind }) =>
        [source, textOf(amount), in_kind ? IN_KIND : ""].filter(Boolean).join(" | "),
      )
      .join("\n"),
  };
}

/** Return what the API is sent. It takes an activity whole: what the form doesn't show stays as it is stored. */
export function givenOf(draft: ActivityDraft, stored: Activity | null): ActivityInput {
  const { deliveries, joint_providers, specialties, further_specialties, content_keywords, registrations, ...more } =
    draft;
  const { physicians, other_learners, outcomes, commendation_tags, supports, ...texts } = more;
  return {
    ...(stored && unshown(stored)),
    ...filled(texts),
    deliveries,
    joint_providers: linesOf(joint_providers),
    specialties: [...specialties, ...linesOf(further_specialties)],
    content_keywords: linesOf(content_keywords).map((line) => {
      const [source = "", kind = "", value = ""] = line.split("|").map((part) => part.trim());
      return { source, kind, value };
    }),
    registrations: registrations.map(({ board, texts: typed, chosen }) => ({
      board,
      credit_types: [],
      ...chosen,
      ...filled(typed),
    })),
    participants: [
      ...Object.entries(stored?.participants ?? {}).filter(([category]) => !COUNTED.includes(category)),
      ...[physicians, other_learners].map((count, place) => [COUNTED[place]!, count.trim()] as const),
    ]
      .filter(([, count]) => count !== "")
      .map(([category, count]) => ({ category, count })),
    outcomes: Object.entries(outcomes)
      .filter(([outcome, measured]) => measured.length > 0 || isTold(stored, outcome))
      .map(([outcome, measured]) => ({ outcome, measured })),
    commendation_tags: linesOf(commendation_tags),
    supports: texts.commercial_support === "Yes" ? linesOf(supports).map(supportOf) : [],
  } as ActivityInput;
}

/** Tell whether an outcome was stored without how it was measured: then it stays. */
function isTold(stored: Activity | null, outcome: string): boolean {
  return stored?.outcomes.some((told) => told.outcome === outcome && told.measured.length === 0) ?? false;
}

function supportOf(line: string) {
  const [source = "", ...parts] = line.split("|").map((part) => part.trim());
  const amount = parts.find((part) => part.toLowerCase() !== IN_KIND);
  const isInKind = parts.some((part) => part.toLowerCase() === IN_KIND);
  return { source, ...(amount && { amount: amount.replaceAll(/[$,]/g, "") }), ...(isInKind && { in_kind: "Yes" }) };
}

function unshown(stored: Activity): Partial<ActivityInput> {
  const { mips, rems } = stored;
  const { has_state_content, permission_to_share, state_content } = stored;
  return {
    ...(mips !== null && mips !== undefined && { mips }),
    ...(rems && { rems }),
    ...(has_state_content !== null && has_state_content !== undefined && { has_state_content }),
    ...(permission_to_share !== null && permission_to_share !== undefined && { permission_to_share }),
    state_content,
  };
}

/** What is left empty isn't sent. */
function filled<Texts extends object>(texts: Texts): Partial<Texts> {
  const kept = Object.entries(texts).filter(([, text]) => String(text).trim() !== "");
  return Object.fromEntries(kept.map(([name, text]) => [name, String(text).trim()])) as Partial<Texts>;
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

function textOf(value: string | number | null | undefined): string {
  return String(value ?? "");
}

function yesOrNo(value: boolean | null | undefined): string {
  if (value === null || value === undefined) return "";
  return value ? "Yes" : "No";
}

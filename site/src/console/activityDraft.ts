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
}

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
  };
}

/** Return what the API is sent. It takes an activity whole: what the form doesn't show stays as it is stored. */
export function givenOf(draft: ActivityDraft, stored: Activity | null): ActivityInput {
  const { deliveries, joint_providers, specialties, further_specialties, content_keywords, registrations, ...texts } =
    draft;
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
  } as ActivityInput;
}

function unshown(stored: Activity): Partial<ActivityInput> {
  const { supports, outcomes, participants, commendation_tags, mips, rems } = stored;
  const { has_state_content, permission_to_share, state_content } = stored;
  return {
    supports,
    outcomes,
    participants: Object.entries(participants).map(([category, count]) => ({ category, count })),
    commendation_tags,
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

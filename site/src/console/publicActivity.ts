/** An activity of the form as the public would be told of it. */

import type { ActivityView as PublicActivity } from "../api";
import type { ContactProvider } from "./calls";
import type { Activity } from "./activityCalls";
import { givenOf, type ActivityDraft } from "./activityDraft";

/** Return it once what every card shows is there. */
export function publicOf(
  draft: ActivityDraft,
  stored: Activity | null,
  provider: Pick<ContactProvider, "provider_id" | "name">,
): PublicActivity | null {
  if (!draft.title || !draft.activity_format || !draft.start_date || !draft.end_date) return null;
  const { registrations, joint_providers, specialties } = givenOf(draft, null);
  const boards = (registrations ?? []).map((given) => ({
    ...given,
    points: Number(given.points ?? draft.credits),
    credit_types: [...given.credit_types],
    claim_date: given.claim_date ?? null,
    threshold: given.threshold === undefined ? null : Number(given.threshold),
  }));
  return {
    activity_id: stored?.activity_id ?? "given when it is saved",
    title: draft.title,
    description: draft.description || null,
    provider_id: provider.provider_id,
    provider_name: provider.name,
    start_date: draft.start_date,
    end_date: draft.end_date,
    activity_format: draft.activity_format,
    deliveries: draft.deliveries,
    city: draft.city || null,
    state: draft.state || null,
    country: draft.country || null,
    credits: draft.credits ? Number(draft.credits) : null,
    registrations: boards,
    specialties: [...(specialties ?? [])],
    fee: draft.fee || null,
    registration: draft.registration || null,
    mips: Boolean(stored?.mips),
    rems: stored?.rems?.rems_type ?? null,
    state_content: stored?.state_content ?? [],
    state_topics: [],
    url: draft.url || null,
    status: "Active",
    joint_providers: draft.providership === "joint" ? [...(joint_providers ?? [])] : [],
    evaluations: boards.filter(({ evaluation, threshold, feedback }) => evaluation || threshold || feedback),
  };
}

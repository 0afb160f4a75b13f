/** What a credential says, as the page shows it. What is missing or of another kind is left out, never guessed. */

import { isObject } from "./given";

export interface ShownCredit {
  title: string;
  organisation: string;
  board: string;
  creditType: string;
  day: string;
  amount: number;
}

export interface Credential {
  id: string;
  issuer: string;
  isBadge: boolean;
  name: string;
  known: { as: string; value: string }[];
  firstDay: string;
  lastDay: string;
  credits: ShownCredit[];
  validFrom: Date;
  validUntil: Date;
  statuses: { purpose: string; list: string; index: number }[];
}

/** Return the issuer that a payload names, even if nothing else of it can be read. */
export function issuerOf(payload: unknown): string {
  const issuer = isObject(payload) ? payload.issuer : undefined;
  return text(isObject(issuer) ? issuer.id : issuer);
}

/** Return what a payload says; null if it is no credential of a kind that the hub signs. */
export function readCredential(payload: unknown): Credential | null {
  if (!isObject(payload) || !isObject(payload.credentialSubject)) return null;
  const types = list(payload.type);
  const isBadge = types.includes("OpenBadgeCredential");
  const validFrom = new Date(text(payload.validFrom));
  const validUntil = new Date(text(payload.validUntil));
  if (!types.includes("VerifiableCredential") || !(isBadge || types.includes("TranscriptCredential"))) return null;
  if (isNaN(validFrom.getTime()) || isNaN(validUntil.getTime())) return null;
  const subject = payload.credentialSubject;
  const known = list(subject.identifier)
    .filter(isObject)
    .map((one) => ({ as: text(one.identityType).replace(/^ext:/, ""), value: text(one.identityHash) }));
  return {
    id: text(payload.id),
    issuer: issuerOf(payload),
    isBadge,
    name: known.find(({ as }) => as === "fullName")?.value ?? "",
    known: known.filter(({ as }) => as !== "fullName"),
    firstDay: text(subject.firstDay),
    lastDay: text(subject.lastDay),
    credits: (isBadge ? [subject] : list(subject.achievements)).filter(isObject).map(credit),
    validFrom,
    validUntil,
    statuses: list(payload.credentialStatus)
      .filter(isObject)
      .map((one) => ({
        purpose: text(one.statusPurpose),
        list: text(one.statusListCredential),
        index: Number(text(one.statusListIndex) || NaN),
      })),
  };
}

function credit(entry: Record<string, unknown>): ShownCredit {
  const achievement = isObject(entry.achievement) ? entry.achievement : {};
  return {
    title: text(achievement.name),
    organisation: nameOf(achievement.creator),
    board: nameOf(entry.source),
    creditType: text(achievement.specialization),
    day: text(entry.activityEndDate).slice(0, 10),
    amount: typeof entry.creditsEarned === "number" ? entry.creditsEarned : NaN,
  };
}

function nameOf(profile: unknown): string {
  return isObject(profile) ? text(profile.name) : "";
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function list(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

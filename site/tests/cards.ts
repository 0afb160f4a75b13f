import type { Card } from "../src/api";

/** A live course of one day in a town, but for what is said. */
export function aCard(changes: Partial<Card> = {}): Card {
  return {
    activity_id: "200000001",
    title: "Care of heart failure",
    provider_id: "0009999",
    provider_name: "Example Medical Society",
    start_date: "2026-12-05",
    end_date: "2026-12-05",
    activity_format: "Live Course",
    deliveries: ["In-Person"],
    city: "Springfield",
    state: "IL",
    country: "USA",
    registrations: [],
    specialties: [],
    mips: false,
    state_content: [],
    state_topics: [],
    ...changes,
  };
}

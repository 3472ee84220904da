import { expect } from "bun:test";
import { clickIdText } from "../../modules/clicks/mod.ts";
import type { ApiClient } from "../api_client.ts";
import { until } from "../until.ts";
import { AGENTS } from "../visits.ts";
import { seeded } from "./load.ts";

/** Concurrent visitors. */
const VISITORS = 32;

/** Click ids of received redirects, by click_ref. */
export type Redirected = Map<string, string>;

/** The fields of `/readyz` about the journal that are needed here. */
export interface Readiness extends Record<string, unknown> {
  degraded: string[];
  journal: {
    drain_lag_bytes: number;
    set_aside: number;
    clicks_not_stored: number;
    postbacks_queued: number;
  };
}

/** Unique names for clicks. */
export function refsOf(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${index}`);
}

/**
 * Sends a visitor for each name, a limited number concurrently. Clicks whose
 * redirect wasn't received are omitted; after the first of these, no more visitors
 * are sent.
 */
export async function sendClicks(
  api: ApiClient,
  slug: string,
  refs: readonly string[],
  onAnswer: (count: number) => void = () => {},
  query = "",
): Promise<Redirected> {
  const redirected: Redirected = new Map();
  const left = refs.values();
  let is_gone = false;
  const visit = async () => {
    for (const ref of left) {
      if (is_gone) return;
      const click_id = await clickOf(
        api,
        `/c/${slug}?click_ref=${ref}${query}`,
      );
      if (click_id === null) is_gone = true;
      else redirected.set(ref, click_id);
      onAnswer(redirected.size);
    }
  };
  await Promise.all(Array.from({ length: VISITORS }, visit));
  return redirected;
}

/**
 * The click id in the redirect; null without a response. Any other response is a
 * failure.
 */
async function clickOf(api: ApiClient, path: string): Promise<string | null> {
  const headers = { "user-agent": AGENTS.windows };
  const answer = await api.fetch(path, { headers }).catch(() => null);
  if (answer === null) return null;
  const location = answer.headers.get("location") ?? "";
  const click_id = /[?&]click_id=(\w{32})/.exec(location)?.[1];
  if (answer.status === 302 && click_id !== undefined) return click_id;
  throw new Error(`${path} answered ${answer.status} to "${location}"`);
}

/** Polls until the tracker has its database and everything is drained. */
export async function untilDrained(api: ApiClient): Promise<Readiness> {
  return await until("the journal is drained", async () => {
    const { body } = await api.fetch<Readiness>("/readyz");
    const is_drained = body.journal.drain_lag_bytes === 0;
    return is_drained && !body.degraded.includes("database") ? body : null;
  });
}

/** A row of `clicks`, for comparing. */
export interface StoredClick {
  click_ref: string;
  click_id: string;
}

/** Query whose rows `readStored` parses. */
export const STORED_CLICKS = "select click_ref, click_id from clicks";

/** Parses the rows of `STORED_CLICKS`, with ids as text. */
export function readStored(rows: Record<string, unknown>[]): StoredClick[] {
  return rows.map(({ click_ref, click_id }) => {
    if (!(click_id instanceof Uint8Array)) throw new Error("Not bytes");
    return { click_ref: String(click_ref), click_id: clickIdText(click_id) };
  });
}

/**
 * Asserts that every click whose redirect was received is stored once under its
 * id, that nothing else is stored, and that no id was issued twice.
 */
export function expectAllStored(
  stored: readonly StoredClick[],
  redirected: Redirected,
  sent: Iterable<string> = redirected.keys(),
): void {
  const id_of = new Map(
    stored.map(({ click_ref, click_id }) => [click_ref, click_id]),
  );
  const ids = new Set(stored.map(({ click_id }) => click_id));
  const sent_refs = new Set(sent);
  const lost = [...redirected].filter(([ref, id]) => id_of.get(ref) !== id);
  const strange = stored.filter(({ click_ref }) => !sent_refs.has(click_ref));
  const found = { lost: lost.length, strange: strange.length };
  const said = `such as ${JSON.stringify([lost[0], strange[0]])}`;
  expect(found, said).toEqual({ lost: 0, strange: 0 });
  expect({ refs: id_of.size, ids: ids.size }).toEqual({
    refs: stored.length,
    ids: stored.length,
  });
  expect(new Set(redirected.values()).size).toBe(redirected.size);
}

/** Seeded random numbers; prints the seed, so that a run can be repeated. */
export function chanceOf(name: string): () => number {
  const given = Number(process.env.TALLYHO_FAULT_SEED ?? "");
  const [chosen = 1] = crypto.getRandomValues(new Uint32Array(1));
  const seed = given > 0 ? given : chosen;
  console.log(`${name}: TALLYHO_FAULT_SEED=${seed}`);
  return seeded(seed);
}

import { expect } from "bun:test";
import { sql } from "drizzle-orm";
import { ADDRESSES, AGENTS, visit } from "../visits.ts";
import type { PlayedAgent, PlayedClick, PlayedLink } from "./memory.ts";
import type { HistoryWorld } from "./world.ts";

const MARK_UNIQUE = 1;
const MARK_BOT = 4;
const MARK_TEST = 16;
const DAY_MS = 86_400_000;

const agent = (
  user_agent: string,
  [device = "", os = "", browser = ""]: string[],
  is_bot = false,
): PlayedAgent => ({ user_agent, device, os, browser, is_bot });

const WINDOWS = agent(AGENTS.windows, ["desktop", "windows", "chrome"]);
const IPHONE = agent(AGENTS.iphone, ["mobile", "ios", "safari"]);
const ANDROID = agent(AGENTS.android, ["mobile", "android", "chrome"]);
const ROBOT = agent(AGENTS.robot, ["bot", "other", "googlebot"], true);
const VISITORS = [WINDOWS, WINDOWS, IPHONE, ANDROID, ROBOT] as const;

/** Addresses with their countries; the last has none. */
const PLACES = [
  [ADDRESSES.US, "US"],
  [ADDRESSES.US, "US"],
  [ADDRESSES.GB, "GB"],
  [ADDRESSES.NL, "NL"],
  ["192.0.2.7", null],
] as const;

const LABELS = [
  null,
  null,
  "a",
  "b",
  "a,b",
  "back\\slash",
  '"(none)"',
  '"(other)"',
  "=1+1",
  "🙂 é",
  '"quoted"',
  "007",
] as const;
const SOURCES = [null, "newsletter", "blog, old"] as const;
/** Between two steps. */
const JUMP_MS_MAX = 90_000;
const PREFETCHES = 0.06;
const TESTS = 0.05;

/** Somebody opens a link, or a browser looks ahead, or the network tries the link. */
export async function visitLink(world: HistoryWorld): Promise<void> {
  const { chance, memory } = world;
  const link = someLink(world);
  if (link === undefined) return;
  if (chance.happens(TESTS)) return await tryLink(world, link);
  const ref = world.name("ref");
  const [ip, country] = chance.oneOf(PLACES);
  const who = chance.oneOf(VISITORS);
  const labels = labelsOf(world);
  const query = `?${new URLSearchParams({ ...labels.given, click_ref: ref }).toString()}`;
  const visitor = { query, ip, user_agent: who.user_agent };
  if (chance.happens(PREFETCHES)) {
    const headers = { "sec-purpose": "prefetch" };
    const { status } = await visit(world.api, link.slug, {
      ...visitor,
      headers,
    });
    expect(status).toBe(503);
    memory.steps.push(`prefetch ${link.id}`);
    return;
  }
  const { status, url, click_id } = await visit(world.api, link.slug, visitor);
  // Without a fallback, a paused link leads nowhere.
  expect([302, 404]).toContain(status);
  const is_sent = url?.host === "shop.example";
  memory.steps.push(
    `click ${ref} of link ${link.id}${is_sent ? "" : " refused"}`,
  );
  const { source, subs } = labels;
  memory.clicks.set(ref, {
    ...{ ref, click_id, at_ms: world.clock.nowMs(), link, ip, agent: who },
    ...{ country, source, subs, is_sent, is_test: false },
    ...{ decided: null, dropped_ms: null },
  });
}

function someLink({ chance, links }: HistoryWorld): PlayedLink | undefined {
  return links[chance.between(0, links.length)];
}

async function tryLink(world: HistoryWorld, link: PlayedLink): Promise<void> {
  const path = `/links/${link.id}/test-click`;
  const { status, body } = await world.api.try("POST", path, {});
  world.memory.steps.push(`test click of link ${link.id}: ${status}`);
  if (status >= 300) return;
  const click_id = String(body["click_id"]);
  const { at_ms, ip } = { at_ms: world.clock.nowMs(), ip: "" };
  world.memory.clicks.set(click_id, {
    ...{
      ref: click_id,
      click_id,
      at_ms,
      link,
      ip,
      agent: ROBOT,
      country: null,
    },
    ...{ source: null, subs: [], is_sent: true, is_test: true },
    ...{ decided: null, dropped_ms: null },
  });
}

function labelsOf({ chance }: HistoryWorld) {
  const given: Record<string, string> = {};
  const subs = Array<string | null>(10).fill(null);
  for (const number of [1, 2, 10]) {
    const label = chance.oneOf(LABELS);
    subs[number - 1] = label;
    if (label !== null) given[`sub${number}`] = label;
  }
  const source = chance.oneOf(SOURCES);
  if (source !== null) given["source"] = source;
  return { given, source, subs };
}

/** Stores all clicks that were answered, and learns what was decided about them. */
export async function drain(world: HistoryWorld): Promise<void> {
  const { memory, service } = world;
  while (await service.drain.runOnce());
  const waiting = memory.waiting();
  if (waiting.length === 0) return;
  memory.steps.push(`drain ${waiting.length}`);
  const from = new Date(Math.min(...waiting.map(({ at_ms }) => at_ms)));
  const rows = await service.db.execute<StoredClick>(sql`
    select encode(click_id, 'hex') as id, click_ref, verdict, marks,
      (extract(epoch from clicked_at) * 1000)::float8 as at_ms, link_id
    from clicks where clicked_at >= ${from.toISOString()}::timestamptz`);
  for (const row of rows) {
    const click = clickOf(waiting, row);
    if (click === undefined) continue;
    memory.stored.set(row.id, click);
    click.decided = {
      verdict: row.verdict,
      is_unique: (row.marks & MARK_UNIQUE) !== 0,
    };
    expect(row.link_id).toBe(click.link.id);
    expect(isItsTime(click, row)).toBeTrue();
    click.at_ms = row.at_ms;
    const { is_sent, is_test, agent: who } = click;
    expect((row.marks & MARK_TEST) !== 0).toBe(is_test);
    if (is_test) continue;
    expect(row.verdict === "sent").toBe(is_sent);
    expect((row.marks & MARK_BOT) !== 0).toBe(who.is_bot);
  }
  expect(memory.waiting()).toEqual([]);
  expectUnique(world);
}

type StoredClick = {
  id: string;
  click_ref: string | null;
  verdict: string;
  marks: number;
  at_ms: number;
  link_id: number;
};

function clickOf(waiting: readonly PlayedClick[], row: StoredClick) {
  return waiting.find(({ ref, is_test, at_ms, link }) =>
    is_test
      ? isItsTime({ at_ms }, row) && link.id === row.link_id
      : ref === row.click_ref,
  );
}

/**
 * While a later time is being reserved on the disk, ids carry the last that is: this clock jumps ahead of
 * it between two steps.
 */
function isItsTime(
  { at_ms }: Pick<PlayedClick, "at_ms">,
  row: Pick<StoredClick, "at_ms">,
): boolean {
  return row.at_ms <= at_ms && at_ms - row.at_ms <= JUMP_MS_MAX;
}

/** A visitor's first valid click on a campaign in 24 hours is unique, and no other. */
function expectUnique({ memory }: HistoryWorld): void {
  const first_ms = new Map<string, number>();
  const clicks = [...memory.clicks.values()].sort((a, b) => a.at_ms - b.at_ms);
  for (const {
    ref,
    agent: who,
    is_sent,
    is_test,
    ip,
    link,
    at_ms,
    decided,
  } of clicks) {
    if (is_test || decided === null || !is_sent || who.is_bot) continue;
    const visitor = `${ip} ${who.user_agent} ${link.campaign_id}`;
    const before_ms = first_ms.get(visitor) ?? -Infinity;
    const is_unique = at_ms - before_ms >= DAY_MS;
    if (is_unique) first_ms.set(visitor, at_ms);
    expect([ref, decided.is_unique]).toEqual([ref, is_unique]);
  }
}

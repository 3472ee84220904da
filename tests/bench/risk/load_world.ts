import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type postgres from "postgres";
import { isDataCentre } from "../../../modules/clicks/mod.ts";
import { Chance } from "./chance.ts";
import { DAY_MS } from "./times.ts";
import type { Outcome, Visitor, World } from "./traffic.ts";

const NODE = 7;
/** Marks of clicks. */
const UNIQUE = 1;
const BOT = 4;
const DATA_CENTRE = 32;
const ADVERTISER = 1;
const STATUS: Readonly<Record<Outcome["kind"], string>> = {
  approved: "approved",
  rejected: "rejected",
  refunded: "reversed",
};

/** Ids of one world's campaigns and affiliates are apart from another's by so many. */
const APART = 1_000;
const LINES_AT_ONCE = 2_000;

/** A world with the ids of its rows. */
interface Loading {
  world: World;
  /** The id of the first campaign and of the first affiliate. */
  first_id: number;
  click_ids: string[];
  /** Ids of conversions. */
  ids: string[];
}

/** Makes the days of clicks that worlds have. */
export async function makeDays(sql: postgres.Sql, world: World): Promise<void> {
  const first = Math.floor(world.from_ms / DAY_MS) - 2;
  const count = Math.ceil((world.now_ms - world.from_ms) / DAY_MS) + 4;
  const days = Array.from({ length: count }, (_, at) =>
    isoTime((first + at) * DAY_MS).slice(0, 10),
  );
  await sql`select ensure_days('clicks', ${days}::date[])`;
}

/**
 * Replaces clicks, conversions and their risks by those of worlds beside each other, each with its own
 * campaigns and affiliates, as the tracker would have them. Returns the ids of each one's conversions.
 */
export async function loadWorlds(
  sql: postgres.Sql,
  worlds: readonly World[],
): Promise<string[][]> {
  const loadings = worlds.map(loadingOf);
  const agents = agentsOf(worlds);
  const each = (lines: (loading: Loading) => Iterable<string>) =>
    chunksOf(loadings, lines);
  // Without a log, as a table is emptied in the same transaction.
  await sql.begin(async (tx) => {
    await tx.unsafe(
      `truncate clicks, user_agents, conversions, conversion_risks, risk_findings, risk_offers`,
    );
    await copy(tx, `user_agents (${AGENT_COLUMNS})`, agentLines(agents));
    await copy(
      tx,
      `clicks (${CLICK_COLUMNS})`,
      each((loading) => clickLines(loading, agents)),
    );
    await copy(tx, `conversions (${SALE_COLUMNS})`, each(saleLines));
    await copy(tx, `conversion_risks (${RISK_COLUMNS})`, each(riskLines));
  });
  await sql.unsafe("analyze clicks, conversions, user_agents");
  return loadings.map(({ ids }) => ids);
}

function loadingOf(world: World, at: number): Loading {
  const chance = new Chance(world.seed, "ids");
  const click_ids = world.clicks.map((click, place) =>
    idOf(click.at_ms, place, chance),
  );
  const ids = world.conversions.map(() => uuidOf(chance));
  return { world, first_id: at * APART + 1, click_ids, ids };
}

async function copy(
  sql: postgres.TransactionSql,
  into: string,
  texts: Iterable<string>,
): Promise<void> {
  const stream = await sql.unsafe(`copy ${into} from stdin`).writable();
  await pipeline(Readable.from(texts), stream);
}

/** Lines of all worlds, some thousand at once. */
function* chunksOf(
  loadings: readonly Loading[],
  lines: (loading: Loading) => Iterable<string>,
): Generator<string> {
  let chunk: string[] = [];
  for (const loading of loadings) {
    for (const line of lines(loading)) {
      chunk.push(line);
      if (chunk.length < LINES_AT_ONCE) continue;
      yield chunk.join("");
      chunk = [];
    }
  }
  yield chunk.join("");
}

function isoTime(at_ms: number): string {
  return new Date(at_ms).toISOString();
}

/** An id as the tracker mints it, but for its signature. */
function idOf(at_ms: number, at: number, chance: Chance): string {
  const id = Buffer.alloc(20);
  id[0] = 0x41;
  id.writeUIntBE(at_ms, 1, 6);
  id.writeUInt16BE(NODE, 7);
  id.writeUInt16BE(at % 65_536, 9);
  id.writeUInt32BE(at, 11);
  id.writeUInt32BE(chance.whole(0, 4_294_967_294), 15);
  return id.toString("hex");
}

function uuidOf(chance: Chance): string {
  const bytes = Buffer.alloc(16);
  for (let at = 0; at < 16; at += 4) {
    bytes.writeUInt32BE(chance.whole(0, 4_294_967_294), at);
  }
  const hex = bytes.toString("hex");
  const cuts = [0, 8, 12, 16, 20, 32];
  return cuts
    .slice(1)
    .map((end, at) => hex.slice(cuts[at], end))
    .join("-");
}

const AGENT_COLUMNS = "ua_id, user_agent, device, os, browser, is_bot";

interface Agent {
  id: number;
  os: string;
  is_bot: boolean;
}

function agentsOf(worlds: readonly World[]): Map<string, Agent> {
  const agents = new Map<string, Agent>();
  for (const { clicks } of worlds) {
    for (const { visitor } of clicks) {
      const { user_agent } = visitor;
      if (agents.has(user_agent)) continue;
      agents.set(user_agent, { id: agents.size + 1, ...agentOf(user_agent) });
    }
  }
  return agents;
}

function agentOf(user_agent: string): { os: string; is_bot: boolean } {
  const systems = [
    ["iPhone", "ios"],
    ["Android", "android"],
    ["Windows", "windows"],
    ["Macintosh", "macos"],
  ] as const;
  const os = systems.find(([word]) => user_agent.includes(word))?.[1];
  return { os: os ?? "linux", is_bot: user_agent.includes("Headless") };
}

function* agentLines(agents: ReadonlyMap<string, Agent>) {
  for (const [user_agent, { id, os, is_bot }] of agents) {
    const device = os === "ios" || os === "android" ? "mobile" : "desktop";
    yield lineOf([id, user_agent, device, os, "chrome", is_bot ? "t" : "f"]);
  }
}

const CLICK_COLUMNS =
  "click_id, clicked_at, campaign_id, link_id, affiliate_id, ua_id, marks, pays, verdict, country, ip, referrer, source, sub1";

function* clickLines(
  { world, first_id, click_ids }: Loading,
  agents: ReadonlyMap<string, Agent>,
) {
  // By time, as the tracker stores them: an index that grows at its end is cheap.
  const by_time = world.clicks
    .map((click, at) => ({ click, at }))
    .sort((a, b) => a.click.at_ms - b.click.at_ms);
  for (const { click, at } of by_time) {
    const { ip, country, user_agent } = click.visitor;
    const agent = agents.get(user_agent);
    const marks =
      UNIQUE |
      (agent?.is_bot === true ? BOT : 0) |
      (isDataCentre(ip, null) ? DATA_CENTRE : 0);
    yield lineOf([
      `\\\\x${click_ids[at]}`,
      isoTime(click.at_ms),
      click.campaign + first_id,
      linkOf(click),
      click.affiliate + first_id,
      agent?.id ?? 0,
      marks,
      "t",
      "sent",
      country,
      ip,
      click.referrer === "" ? "\\N" : click.referrer,
      click.source,
      click.sub1,
    ]);
  }
}

function linkOf({
  campaign,
  affiliate,
}: {
  campaign: number;
  affiliate: number;
}) {
  return campaign * 1000 + affiliate + 1;
}

const SALE_COLUMNS =
  "campaign_id, id, goal_key, dedupe_key, version, status, click_id, link_id, affiliate_id, advertiser_id, currency, amount_micros, revenue_micros, payout_micros, rule_version, said_at, said, clicked_at, recorded_at, updated_at";

function* saleLines({ world, first_id, click_ids, ids }: Loading) {
  for (const [at, one] of world.conversions.entries()) {
    const click = world.clicks[one.click]!;
    const is_earned = one.outcome.kind === "approved";
    const payout = is_earned ? one.payout_micros : 0n;
    yield lineOf([
      click.campaign + first_id,
      ids[at] ?? "",
      "goal",
      `c:${click_ids[one.click]}`,
      2,
      STATUS[one.outcome.kind],
      `\\\\x${click_ids[one.click]}`,
      linkOf(click),
      click.affiliate + first_id,
      ADVERTISER,
      "USD",
      one.amount_micros,
      payout * 2n,
      payout,
      1,
      isoTime(one.at_ms),
      "{}",
      isoTime(click.at_ms),
      isoTime(one.at_ms),
      isoTime(one.outcome.at_ms),
    ]);
  }
}

const RISK_COLUMNS =
  "campaign_id, conversion_id, affiliate_id, recorded_at, score, verdict, reasons, scored_at, customer";

/** Of conversions whose senders tell of the customer, as their postbacks leave it. */
function* riskLines({ world, first_id, ids }: Loading) {
  for (const [at, { customer, click, at_ms }] of world.conversions.entries()) {
    const of = world.clicks[click]!;
    if (customer === null) continue;
    yield lineOf([
      of.campaign + first_id,
      ids[at] ?? "",
      of.affiliate + first_id,
      isoTime(at_ms),
      0,
      "clear",
      "[]",
      isoTime(at_ms),
      JSON.stringify(customerOf(customer)),
    ]);
  }
}

function customerOf({ ip, country, user_agent }: Visitor) {
  const { os, is_bot } = agentOf(user_agent);
  return {
    ...{ c: country, o: os },
    ...(is_bot ? { b: true } : {}),
    ...(isDataCentre(ip, null) ? { d: true } : {}),
  };
}

function lineOf(fields: readonly (string | number | bigint)[]): string {
  return `${fields.join("\t")}\n`;
}

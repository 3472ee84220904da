// Postbacks as senders send them, from the table in postback_cases.ts, against a running tracker.
// Besides its response, each postback's record, ledger entries and notifications are checked.
import { describe, expect, test } from "bun:test";
import { ManualClock } from "../../modules/kernel/mod.ts";
import type { Answer } from "../api_client.ts";
import { serviceForFile, START_MS } from "../harness.ts";
import { makeScenes, TOKEN } from "../postback_scenes.ts";
import { STATUS_OF_CODE } from "../refusals.ts";
import type { StoredPostback } from "../refusals.ts";
import {
  expectBooked,
  summaryOf,
  signedUrl,
  notifiedVersions,
} from "../senders.ts";
import { CASES } from "./postback_cases.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Every published outcome and code, except those for an absent database and for floods. */
const PUBLISHED = `recorded duplicate updated ignored
malformed missing_click_id unreplaced_macro invalid_click_id ambiguous_click_id
source_required missing_signature bad_signature bad_token stale_timestamp
sender_not_allowed unknown_source unknown_click unknown_conversion
replayed_nonce illegal_transition order_conflict already_exists ambiguous_conversion
too_large unsupported_media_type unknown_goal unmapped_status invalid_amount
missing_amount unknown_currency invalid_time missing_order_id outside_window
late_needs_proof too_early parent_missing campaign_closed affiliate_blocked
cap_reached ambiguous_reversal advertiser_mismatch`.split(/\s+/);

/** One row of the table. */
interface Case {
  what: string;
  scene: string;
  requests: string[];
  answers: string[];
  fields: Record<string, string>;
}

const groups = readCases(CASES);
const service = await serviceForFile({
  clock: new ManualClock(START_MS - 100 * DAY_MS),
});
const { api, clock } = service;
const scenes = await makeScenes(api);
const clicks = new Map<Case, Record<string, string>>();
const cases = [...groups.values()].flat();
// All clicks first, so that the clock only moves forward.
await mint("ancient");
clock.advance(60 * DAY_MS);
await mint("old");
clock.advance(40 * DAY_MS);
await mint("click");
await mint("other");
clock.advance(HOUR_MS);

for (const [group, list] of groups) {
  describe(group, () => {
    for (const entry of list) test(entry.what, () => play(entry));
  });
}

test("there are at least 150 lines, and with those that bad_postbacks_test.ts has they meet each code", () => {
  expect(cases.length).toBeGreaterThanOrEqual(150);
  const met = new Set(
    cases.flatMap(({ answers }) => answers.map((text) => text.split(" ")[1])),
  );
  const missed = PUBLISHED.filter(
    (code) => !met.has(code) && !Object.hasOwn(STATUS_OF_CODE, code),
  );
  expect(missed).toEqual([]);
  expect(service.log).toEqual([]);
});

function readCases(text: string): Map<string, Case[]> {
  const read = new Map<string, Case[]>();
  let list: Case[] = [];
  for (const line of text.split("\n")) {
    if (line === "") continue;
    if (line.startsWith("## ")) {
      read.set(line.slice(3), (list = []));
      continue;
    }
    const [what = "", scene = "", requests = "", answers = "", fields = ""] =
      line.split(" | ");
    list.push({
      what,
      scene,
      requests: requests.split(" >> "),
      answers: answers.split(" >> "),
      fields: Object.fromEntries(
        fields
          .split(" ")
          .filter((pair) => pair !== "")
          .map((pair) => {
            const at = pair.indexOf("=");
            return [pair.slice(0, at), pair.slice(at + 1)];
          }),
      ),
    });
  }
  return read;
}

async function mint(name: string): Promise<void> {
  for (const entry of cases) {
    const text = entry.requests.join(" ");
    if (name !== "click" && !text.includes(`<${name}>`)) continue;
    const scene = sceneOf(entry.scene);
    const known = clicks.get(entry) ?? {};
    known[name] = await api.click(scene.slug);
    clicks.set(entry, known);
  }
}

function sceneOf(name: string) {
  const scene = scenes.get(name);
  if (scene === undefined) throw new Error(`There is no scene "${name}"`);
  return scene;
}

/** Replaces placeholders by the case's own ids. */
function fill(text: string, entry: Case): string {
  const own = clicks.get(entry) ?? {};
  return text.replaceAll(/<([A-Za-z0-9:_]+)>/g, (whole, name: string) => {
    if (own[name] !== undefined) return own[name];
    if (name === "CLICK") return String(own.click).toUpperCase();
    if (name === "order") return `o-${cases.indexOf(entry)}`;
    if (name === "x255") return "x".repeat(255);
    if (name === "x300") return "x".repeat(300);
    if (name === "e255") return "%C3%A9".repeat(255);
    if (name === "64KiB") return "x".repeat(65_536);
    if (name === "campaign") return String(sceneOf(entry.scene).campaign_id);
    if (name === "key") return sceneOf(entry.scene).key;
    if (name.startsWith("key:")) return sceneOf(name.slice(4)).key;
    return whole;
  });
}

interface Outgoing {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | null;
  sign: string | null;
}

const TYPES: Record<string, string> = {
  FORM: "application/x-www-form-urlencoded",
  JSON: "application/json",
  GZIP: "application/json",
};

/** Parses a request of the table. */
function outgoing(text: string, entry: Case): Outgoing {
  const words = text.split(" ");
  const [first = ""] = words;
  const is_signed = /^(SIGNED|STALE|FORGED)$/.test(first);
  const sign = is_signed ? (words.shift() ?? null) : null;
  const [kind = ""] = words;
  const is_kind = /^(FORM|JSON|GZIP|POST|HEAD|PUT|DELETE|BEARER|TYPE=.*)$/.test(
    kind,
  );
  if (is_kind) words.shift();
  const said = fill(words.join(" "), entry).replaceAll("\\r\\n", "\r\n");
  const url = said.startsWith("/")
    ? said
    : fill(`/v1/postback?click_id=<click>&${said}`, entry);
  const headers: Record<string, string> = {};
  const plain = { url, method: "GET", headers, body: null, sign };
  if (!is_kind) return plain;
  if (kind === "BEARER") {
    return { ...plain, headers: { authorization: `Bearer ${TOKEN}` } };
  }
  if (/^(POST|HEAD|PUT|DELETE)$/.test(kind)) return { ...plain, method: kind };
  const [type = "", query] = fill(kind, entry).split("?");
  const path = query === undefined ? "/v1/postback" : `/v1/postback?${query}`;
  headers["content-type"] = TYPES[kind] ?? type.slice("TYPE=".length);
  return {
    url: path,
    method: "POST",
    headers,
    body: withClick(said, kind, entry),
    sign,
  };
}

function withClick(body: string, kind: string, entry: Case): string {
  const click_id = clicks.get(entry)?.click ?? "";
  if (kind === "FORM") return `click_id=${click_id}&${body}`;
  if (kind !== "JSON" || body.includes(click_id)) return body;
  return `{"click_id":"${click_id}",${body.slice(1)}`;
}

async function send(text: string, entry: Case): Promise<Answer> {
  const { url, method, headers, body, sign } = outgoing(text, entry);
  const is_zipped = text.startsWith("GZIP");
  if (is_zipped) headers["content-encoding"] = "gzip";
  const content = is_zipped ? Bun.gzipSync(body ?? "") : body;
  const ts = Math.floor(clock.nowMs() / 1000) - (sign === "STALE" ? 301 : 0);
  const secret = sign === "FORGED" ? { secret: "x".repeat(24) } : {};
  const signed =
    sign === null
      ? url
      : signedUrl(url, { method, ts, body: body ?? "", ...secret });
  return await api.fetch(signed.replace("&TAMPERED", "&amount=2"), {
    method,
    headers,
    ...(content === null ? {} : { body: content }),
  });
}

async function play(entry: Case): Promise<void> {
  const answers: Answer[] = [];
  for (const text of entry.requests) answers.push(await send(text, entry));
  expect(answers.map(summaryOf)).toEqual(entry.answers);
  for (const answer of answers) await expectKept(answer);
  const made = answers.filter(({ status }) => status === 201);
  const ids = made.map(({ body }) => body.conversion_id);
  expect(new Set(ids).size).toBe(made.length);
  expect(await countOf(entry)).toBe(made.length);
  for (const id of ids) {
    const { history } = await expectBooked(service, id);
    // That it gained an order id isn't sent to the affiliate.
    const heard = history.filter(({ kind }) => kind !== "adopt_order");
    expect(await notifiedVersions(service, id)).toHaveLength(heard.length);
  }
  if (Object.keys(entry.fields).length === 0) return;
  const last = answers.findLast(({ body }) => body.conversion_id !== undefined);
  const conversion = await expectBooked(service, last?.body.conversion_id);
  const exact = { ...conversion, ...conversion.exact };
  const shown = Object.entries(exact).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(",") : String(value),
  ]);
  const expected = Object.entries(entry.fields).map(([name, value]) => [
    name,
    decodeURIComponent(fill(value, entry)),
  ]);
  expect(Object.fromEntries(shown)).toMatchObject(Object.fromEntries(expected));
}

/** Counts the conversions of the case's clicks. */
async function countOf(entry: Case): Promise<number> {
  let count = 0;
  for (const click_id of Object.values(clicks.get(entry) ?? {})) {
    const path = `/conversions?click_id=${click_id}`;
    const { data } = await api.call<{ data: unknown[] }>("GET", path);
    count += data.length;
  }
  return count;
}

/**
 * Checks that what was stored matches the response; a refusal's trace ends with
 * its code.
 */
async function expectKept({ status, body }: Answer): Promise<void> {
  if (status === 405 || status === 413) {
    expect(body.postback_id).toBeUndefined();
    return;
  }
  const stored = await api.call<StoredPostback>(
    "GET",
    `/postbacks/${String(body.postback_id)}`,
  );
  const { outcome, http_status, trace } = stored;
  expect(outcome).toBe(String(body.outcome ?? body.code));
  expect(http_status).toBe(status);
  const failed = trace.filter(({ ok }) => !ok);
  const expected = status >= 400 ? [String(body.code)] : [];
  expect(failed.map((step) => step.expected ?? "")).toEqual(expected);
}

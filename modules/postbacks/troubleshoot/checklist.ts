import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import type { Database } from "../../../db/mod.ts";
import type { Role } from "../../access/mod.ts";
import type { Configuration, LinkConfig } from "../../campaigns/mod.ts";
import { orNotFound, invalid } from "../../http/mod.ts";
import {
  newId,
  randomToken,
  signQuery,
  holdsUnreplaced,
} from "../../kernel/mod.ts";
import type {
  Refusal,
  RefusalCode,
  CanonicalName,
  Parameter,
  RawPostback,
  Sheet,
  SourceDeps,
  SourceWhere,
  SourceConfig,
  SourceDirectory,
} from "../../sources/mod.ts";
import { CANONICAL_NAMES, readHealth, readSheet } from "../../sources/mod.ts";
import { splitUrl } from "../read/read_request.ts";
import { rehearse } from "../rejudge/rehearse.ts";
import type { Rehearsed, RehearseDeps } from "../rejudge/rehearse.ts";
import { signatureExplainer } from "./explain_signature.ts";
import { readSample, SAMPLE } from "./sample_request.ts";
import type { SampleRequest } from "./sample_request.ts";
import { checkOfCode, describeChecks } from "./checklist_words.ts";
import type { Check, CheckName, Findings } from "./checklist_words.ts";
import { storeChecks } from "./store_checklist.ts";

/** A sample request and the link to click for it; without a sample we make our own. */
export const ChecklistBody = Type.Optional(
  Type.Object(
    {
      ...SAMPLE,
      link_id: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }),
      ),
    },
    { additionalProperties: false },
  ),
);

export interface ChecklistDeps extends SourceDeps, RehearseDeps {
  db: Database;
  /** The UUID that stands for a click id where only a UUID fits. */
  clickIdToUuid(click_id: string): string | null;
  configuration: Configuration;
  sources: Pick<SourceDirectory, "byId">;
  recorder: {
    record(
      link: LinkConfig,
      visit: {
        query: string;
        ip: string;
        user_agent: string;
        referrer: null;
        is_test: true;
      },
    ): Promise<{ click_id: string; location: string | null }>;
  };
}

/** Placeholders in a sample for the id of the test click. */
const PLACEHOLDERS = ["{click_id}", "%7Bclick_id%7D", "CLICK_ID"];
const ROUNDS_MAX = 10;
const TRIED = { checks_nonce: true };

/**
 * Tests a source with a sample postback for a test click. Each fault is reported and then fixed
 * in the sample, so that one test finds everything that is missing. Nothing of the postback is
 * kept.
 */
export async function testSource(
  deps: ChecklistDeps,
  where: SourceWhere,
  { body, role }: { body: Static<typeof ChecklistBody> | null; role: Role },
) {
  const { link_id, ...sample } = body ?? {};
  const sheet = await readSheet(deps, where);
  const source = orNotFound(deps.sources.byId(where.id));
  const link = findLink(deps, where.advertiser_id, link_id);
  const { click_id, location } = await deps.recorder.record(link, {
    query: "",
    ip: "",
    user_agent: "",
    referrer: null,
    is_test: true,
  });
  if (click_id === "")
    throw invalid("link_id", "names a link that makes no clicks");
  const bench = new Bench(deps, { source, sheet, link, click_id });
  const is_own = Object.keys(sample).length === 0;
  const raw = is_own ? null : bench.readSample(sample);
  if (source.is_store && raw !== null && !isSentTo(raw, sheet.url)) {
    throw invalid("url", "must be the own address of this source");
  }
  const checks = source.is_store
    ? await storeChecks(deps, {
        ...{ source, sheet, raw },
        campaign: deps.configuration.campaign(link.campaign_id),
        token: tokenOf(deps, source, click_id),
        health: (await readHealth(deps, where.advertiser_id, [source.id]))[0],
      })
    : await bench.checks(raw ?? bench.ownRequest(), role);
  const wrong = checks.find(({ state }) => state === "failed");
  return {
    ready: checks.every(({ ok }) => ok),
    next: wrong?.todo ?? null,
    sample: is_own ? "ours" : "yours",
    test_click: { click_id, url: location, link_id: link.id },
    checks,
  };
}

function isSentTo({ url }: RawPostback, address: string): boolean {
  return splitUrl(url).path === new URL(address).pathname;
}

/** The text that an app puts into a purchase for a click. */
function tokenOf(
  { clickIdToUuid }: ChecklistDeps,
  { preset }: SourceConfig,
  click_id: string,
): string {
  return preset === "app_store"
    ? (clickIdToUuid(click_id) ?? click_id)
    : click_id;
}

/** Throws a Problem if a sample was judged as another advertiser's, by its setup. */
function refuseOthersSetup({ work }: Rehearsed, advertiser_id: number): void {
  const judged = work.read.advertiser_id;
  if (judged === null || judged === advertiser_id) return;
  throw invalid("url", "must be the own address of one of your sources");
}

function findLink(
  { configuration }: ChecklistDeps,
  advertiser_id: number,
  link_id: number | undefined,
): LinkConfig {
  const isOwn = (link: LinkConfig | undefined) =>
    link !== undefined &&
    link.kind !== "smart" &&
    configuration.campaign(link.campaign_id)?.advertiser_id === advertiser_id;
  if (link_id !== undefined) {
    const link = configuration.link(link_id);
    if (link !== undefined && isOwn(link)) return link;
    throw invalid("link_id", "must be a link to a campaign of this advertiser");
  }
  const own = (configuration.tables()?.links ?? [])
    .map(({ id }) => configuration.link(id))
    .filter((link) => link !== undefined)
    .filter(isOwn);
  const is_active = ({ campaign_id }: LinkConfig) =>
    configuration.campaign(campaign_id)?.status === "active";
  const link = own.find(is_active) ?? own[0];
  if (link !== undefined) return link;
  throw invalid(
    "link_id",
    "is required: the advertiser's campaigns have no link yet",
  );
}

interface BenchInput {
  source: SourceConfig;
  sheet: Sheet;
  link: LinkConfig;
  click_id: string;
}

type Pair = readonly [name: string, value: string];

/** Tries out samples for one source. */
class Bench {
  readonly #deps: ChecklistDeps;
  readonly #input: BenchInput;
  readonly #received_at: number;
  readonly #own: Pair[];

  constructor(deps: ChecklistDeps, input: BenchInput) {
    this.#deps = deps;
    this.#input = input;
    const campaign = deps.configuration.campaign(input.link.campaign_id);
    const wait_ms = (campaign?.min_seconds_to_convert ?? 0) * 1000;
    // Respects the campaign's minimum time after the click.
    this.#received_at = deps.clock.nowMs() + wait_ms;
    this.#own = ownPairs(input, campaign?.goals.map(({ key }) => key) ?? []);
  }

  /** The given sample, with the test click's id in place of the placeholders. */
  readSample(sample: SampleRequest): RawPostback {
    const { click_id } = this.#input;
    const fill = (text: string) =>
      PLACEHOLDERS.reduce((all, one) => all.replaceAll(one, click_id), text);
    const { url, query, body } = sample;
    const filled: SampleRequest = {
      ...sample,
      ...(url === undefined ? {} : { url: fill(url) }),
      ...(query === undefined ? {} : { query: fill(query) }),
      ...(typeof body === "string" ? { body: fill(body) } : {}),
      ...(typeof body === "object"
        ? { body: JSON.parse(fill(JSON.stringify(body))) as typeof body }
        : {}),
    };
    const path = new URL(this.#input.sheet.url).pathname;
    const raw = readSample(filled, { clock: this.#deps.clock, path });
    return {
      ...raw,
      received_at: this.#received_at,
      ip: this.#addressFor(raw),
    };
  }

  /** A sample built from the integration sheet. */
  ownRequest(): RawPostback {
    return this.#request(this.#own);
  }

  /** The checks of a sample; an advertiser's must be judged by its own setup. */
  async checks(raw: RawPostback, role: Role): Promise<Check[]> {
    const findings = await this.test(raw);
    if (role === "advertiser") {
      refuseOthersSetup(findings.sent, this.#input.source.advertiser_id);
    }
    return describeChecks(findings);
  }

  /** Judges a sample twice, then again with each fault fixed. */
  async test(raw: RawPostback): Promise<Findings> {
    const { source, sheet } = this.#input;
    const faults = new Map<CheckName, Refusal>();
    let [sent, copy] = await this.#judge(raw);
    let mended = sent;
    let parameters = sent.work.read.parameters;
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const { answer } = mended;
      if (answer.body !== null) break;
      const code = answer.outcome as RefusalCode;
      const check = this.#checkOf(code, parameters);
      if (faults.has(check)) break;
      const explain = signatureExplainer(mended.work.read);
      faults.set(check, { code, detail: explain(answer.detail ?? code) });
      const next = this.#mend(parameters, check);
      if (next === null) break;
      parameters = next;
      const pairs = parameters.map(({ name, value }): Pair => [name, value]);
      [mended, copy] = await this.#judge(this.#request(pairs));
    }
    return { source, sheet, sent, mended, copy, faults };
  }

  async #judge(raw: RawPostback): Promise<[Rehearsed, Rehearsed]> {
    const [first, second] = await rehearse(this.#deps, [raw, raw], TRIED);
    if (first === undefined || second === undefined) {
      throw new Error("A sample was not judged");
    }
    return [first, second];
  }

  #checkOf(code: RefusalCode, parameters: readonly Parameter[]): CheckName {
    if (code !== "unreplaced_macro") return checkOfCode(code);
    const left = parameters.filter(({ value }) => holdsUnreplaced(value));
    const names = CHECKS_OF_NAMES.find(([, canonicals]) =>
      left.some((parameter) => this.#means(parameter, canonicals)),
    );
    return names?.[0] ?? "request";
  }

  #means({ name }: Parameter, canonicals: readonly CanonicalName[]): boolean {
    const { names } = this.#input.source;
    if (canonicals.includes("click_id") && names.mayHoldClick(name))
      return true;
    const read = names.read([{ name, value: "1", from: "query" }]);
    return canonicals.some((canonical) => read.of(canonical).length > 0);
  }

  /** Replaces what a check found fault with by our own values; null if nothing can be fixed. */
  #mend(
    parameters: readonly Parameter[],
    check: CheckName,
  ): Parameter[] | null {
    if (parameters.length === 0) return null;
    const canonicals = REPLACED.get(check);
    if (canonicals === undefined) return null;
    const kept = parameters.filter((one) => !this.#means(one, canonicals));
    const own = this.#own
      .map(([name, value]): Parameter => ({ name, value, from: "query" }))
      .filter((one) => this.#means(one, canonicals));
    return [...kept, ...own];
  }

  /** A request to the source's own address, with the proof that it requires. */
  #request(pairs: readonly Pair[]): RawPostback {
    const { source } = this.#input;
    const path = `/v1/postback/${source.key}`;
    const plain = pairs.filter(
      ([name]) => name !== "ts" && name !== "sig" && !this.#isProof(name),
    );
    let query = new URLSearchParams(plain.map(([...pair]) => pair)).toString();
    const [secret] = source.secrets;
    if (secret !== undefined) {
      const ts = Math.floor(this.#received_at / 1000);
      query += `&ts=${ts}`;
      const body = new Uint8Array();
      const sig = signQuery({ secret, ts, method: "GET", path, query, body });
      query += `&sig=${sig}`;
    }
    const raw = {
      id: newId(this.#deps.clock),
      received_at: this.#received_at,
      method: "GET",
      url: `${path}?${query}`,
      headers: {},
      body: null,
      ip: "",
    };
    return { ...raw, ip: this.#addressFor(raw) };
  }

  #isProof(name: string): boolean {
    const parameter: Parameter = { name, value: "1", from: "query" };
    return this.#means(parameter, ["token", "nonce"]);
  }

  /** A sample without an address isn't meant to test the allow-list. */
  #addressFor({ ip }: RawPostback): string {
    const [range] = this.#input.source.allow_ips;
    return ip === "" && range !== undefined ? range.address.toString() : ip;
  }
}

/** The fields of each check that may hold an unreplaced placeholder. */
const CHECKS_OF_NAMES: readonly [CheckName, readonly CanonicalName[]][] = [
  ["click_id", ["click_id"]],
  ["order_id", ["order_id"]],
  ["goal", ["goal", "event"]],
  ["amount", ["amount", "revenue", "payout"]],
  ["currency", ["currency"]],
  ["status", ["status"]],
  ["time", ["occurred_at"]],
  ["mapping", CANONICAL_NAMES],
];

/** Fields to replace or drop, so that the checks after a failed one can run. */
const REPLACED: ReadonlyMap<CheckName, readonly CanonicalName[]> = new Map([
  ...CHECKS_OF_NAMES.filter(([check]) => check !== "mapping"),
  ["proof", []],
  ["dedupe", ["order_id", "mode"]],
]);

/** Our own sample: the sheet's example with a new order id. */
function ownPairs(
  { sheet, source, click_id }: BenchInput,
  goals: readonly string[],
): Pair[] {
  const order_id = `TEST-${randomToken(8)}`;
  const { searchParams } = new URL(sheet.examples.get);
  return [...searchParams].flatMap(([name, value]): Pair[] => {
    const read = source.names.read([{ name, value, from: "query" }]);
    if (value === "CLICK_ID") return [[name, click_id]];
    if (read.of("order_id").length > 0) return [[name, order_id]];
    const named = read.of("goal").length > 0 || read.of("event").length > 0;
    // The sheet covers all campaigns, and this one may lack that goal.
    const goal = source.goal_map.get(value.toLowerCase()) ?? value;
    return named && !goals.includes(goal) ? [] : [[name, value]];
  });
}

import { and, inArray, isNull, sql } from "drizzle-orm";
import { insertRows } from "../../../db/mod.ts";
import type { Transaction } from "../../../db/mod.ts";
import { forwardedPostbacks } from "../../../db/schema/mod.ts";
import { hmacSha256 } from "../../kernel/mod.ts";
import type { SealKey } from "../../kernel/mod.ts";
import { findAddress } from "../../sources/mod.ts";
import type {
  RawPostback,
  RefusalCode,
  SourceConfig,
  SourceDirectory,
} from "../../sources/mod.ts";
import { splitUrl } from "../read/read_request.ts";
import type { ReadPostback } from "../read/read_result.ts";
import type { Trace } from "../read/trace.ts";
import type { ForwardDirectory, ForwardRow } from "./forward_directory.ts";
import { forwardedRequest, sealRequest } from "./forwarded_request.ts";
import type { ForwardedRequest } from "./forwarded_request.ts";

/** A postback that goes on to the old tracker. */
export type NewForward = typeof forwardedPostbacks.$inferInsert;

/** Refusals of what names no click of ours. */
const UNMATCHED: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  "missing_click_id",
  "invalid_click_id",
  "unknown_source",
]);
const LIFE_MS = 72 * 3_600_000;
const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;
/** Those that wait for an answer at most: a dead address must not fill the disk. */
export const WAITING_MAX = 20_000;
const PER_SECOND_MAX = 100;
/** A request that comes back again and again is in a circle, and goes on no more. */
const SAME_PER_DAY_MAX = 3;
const KNOWN_MAX = 20_000;

interface ForwardingDeps {
  directory: Pick<ForwardDirectory, "of">;
  sources: Pick<SourceDirectory, "all">;
  seal_key: SealKey;
}

/** Decides which postbacks go on to the old tracker. */
export class Forwarding {
  readonly #deps: ForwardingDeps;
  /** How many wait, as the sender last saw. */
  waiting = 0;
  #day = 0;
  #same = new Map<string, number>();
  #second = 0;
  #in_second = 0;
  /** Judging may be repeated: what was decided stays. */
  readonly #planned = new WeakMap<RawPostback, NewForward | string>();
  #secrets_of: readonly SourceConfig[] | undefined;
  #secrets: ReadonlySet<string> = new Set();

  constructor(deps: ForwardingDeps) {
    this.#deps = deps;
  }

  /** A postback that is to go on; null for one that isn't, with the reason in its trace where one would expect it to. */
  plan(read: ReadPostback, trace: Trace): NewForward | null {
    if (!isUnmatched(read)) return null;
    const forward = this.#deps.directory.of(read.source?.id ?? null);
    if (forward === undefined) return null;
    const planned = this.#planned.get(read.raw) ?? this.#planOf(read, forward);
    this.#planned.set(read.raw, planned);
    const { origin } = new URL(forward.url);
    const is_sent = typeof planned !== "string";
    const found = is_sent
      ? `It is sent on to ${origin}`
      : `It isn't sent on to ${origin}: ${planned}`;
    trace.passed("forward", found);
    return is_sent ? planned : null;
  }

  /** The postback as it goes on, or why it doesn't. */
  #planOf(read: ReadPostback, forward: ForwardRow): NewForward | string {
    const { raw } = read;
    const isSecret = this.#isSecret();
    const request = forwardedRequest(read, { url: forward.url, isSecret });
    if (typeof request === "string") return request;
    const why_not = this.#whyNotNow(request, raw.received_at);
    if (why_not !== null) return why_not;
    return {
      postback_id: raw.id,
      forward_id: forward.id,
      received_at: raw.received_at,
      sealed: sealRequest(this.#deps.seal_key, raw.id, request),
      state: "due",
      due_at: raw.received_at,
      expires_at: raw.received_at + LIFE_MS,
      attempts: 0,
      claim: 0,
    };
  }

  /** Whether a text is a secret of a source of ours. */
  #isSecret(): (text: string) => boolean {
    const all = this.#deps.sources.all();
    if (this.#secrets_of !== all) {
      this.#secrets_of = all;
      this.#secrets = new Set(all.flatMap(secretsOf));
    }
    return (text) => text !== "" && this.#secrets.has(text);
  }

  #whyNotNow(request: ForwardedRequest, now_ms: number): string | null {
    if (this.waiting >= WAITING_MAX) return `${WAITING_MAX} wait already`;
    const second = Math.floor(now_ms / SECOND_MS);
    if (second !== this.#second) {
      this.#second = second;
      this.#in_second = 0;
    }
    if (this.#in_second >= PER_SECOND_MAX) return "there are too many at once";
    const day = Math.floor(now_ms / DAY_MS);
    if (day !== this.#day || this.#same.size >= KNOWN_MAX) {
      this.#day = day;
      this.#same.clear();
    }
    const content = Buffer.from(
      hmacSha256("forwarded", JSON.stringify(request)),
    ).toString("base64");
    const count = this.#same.get(content) ?? 0;
    if (count >= SAME_PER_DAY_MAX) {
      return `the same was sent on ${count} times today`;
    }
    this.#same.set(content, count + 1);
    this.#in_second += 1;
    return null;
  }
}

/**
 * Whether a postback was refused since it names no click of ours, and is one that the old tracker might
 * know: shops, stores and phones have their own senders.
 */
function isUnmatched({ result, clicks, source, raw }: ReadPostback): boolean {
  if (result.kind !== "refused" || clicks.length > 0) return false;
  const { code } = result.refusal;
  if (!UNMATCHED.has(code)) return false;
  if (source?.shop_secrets !== undefined || source?.is_store === true) {
    return false;
  }
  const { path, query } = splitUrl(raw.url);
  const address = findAddress(raw.method, path, query);
  if (address === null || address.store !== undefined) return false;
  // Reports of pages and apps are anybody's word, and would come from our address.
  if (["skan", "aak", "install", "pixel"].includes(address.kind)) return false;
  // Keitaro's own key at its own form of address; ours would be a typing error.
  return code !== "unknown_source" || address.presets.includes("keitaro");
}

function secretsOf(source: SourceConfig): string[] {
  const { key, old_key, token, old_token, secrets, shop_secrets = [] } = source;
  return [key, old_key?.text, token, old_token?.text]
    .concat(secrets, shop_secrets)
    .flatMap((text) => text ?? []);
}

/** Queues postbacks in the transaction that keeps them. */
export async function writeForwards(
  tx: Transaction,
  rows: readonly NewForward[],
): Promise<void> {
  await insertRows(tx, forwardedPostbacks, rows, { order_by: ["postback_id"] });
}

/** Ends the waiting of postbacks that aren't to be sent on any more; a try that is under way goes on. */
export async function cancelForwards(
  tx: Transaction,
  postback_ids: readonly string[],
  settled_at: number,
): Promise<void> {
  const { postback_id, claim, settled_at: ended_at } = forwardedPostbacks;
  await tx
    .update(forwardedPostbacks)
    .set({
      ...{ state: "cancelled", sealed: null, claimed_until: null },
      ...{ settled_at, claim: sql`${claim} + 1` },
    })
    .where(and(inArray(postback_id, [...postback_ids]), isNull(ended_at)));
}

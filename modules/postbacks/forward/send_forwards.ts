import { and, eq, isNull, sql } from "drizzle-orm";
import type { Database, Transaction } from "../../../db/mod.ts";
import {
  forwardedPostbacks,
  forwardUses,
  postbacks,
  strangerPostbacks,
} from "../../../db/schema/mod.ts";
import { backoffMs, DELIVERY_RETRY, isoTime } from "../../kernel/mod.ts";
import type { Clock, SealKey } from "../../kernel/mod.ts";
import type { sendRequest } from "../../deliveries/mod.ts";
import type { ForwardDirectory } from "./forward_directory.ts";
import {
  FORWARDED_HEADER,
  forwardedUrl,
  openRequest,
} from "./forwarded_request.ts";
import { WAITING_MAX } from "./forwarding.ts";
import type { Forwarding } from "./forwarding.ts";

const BATCH = 16;
const OFF_ROUNDS = 100;
const LEASE_S = 60;
const TIMEOUT_MS = 10_000;
const ANSWER_CHARS_MAX = 2_000;
const SHOWN_CHARS_MAX = 200;
const USER_AGENT = "Tallyho";
/** Answers that ask to come again; any other is the old tracker's word. */
const COME_AGAIN: readonly number[] = [408, 425, 429];

type SendResult = Awaited<ReturnType<typeof sendRequest>>;
type OutgoingRequest = Parameters<typeof sendRequest>[1];

export interface ForwardSenderDeps {
  db: Database;
  clock: Clock;
  seal_key: SealKey;
  directory: Pick<ForwardDirectory, "all" | "byId">;
  forwarding: Forwarding;
  send(request: OutgoingRequest): Promise<SendResult>;
  random(): number;
}

interface Claimed extends Record<string, unknown> {
  postback_id: string;
  forward_id: number;
  received_ms: number;
  expires_ms: number;
  sealed: Uint8Array | null;
  attempts: number;
  claim: number;
}

/** How a try ended. */
interface Outcome {
  state: "due" | "taken" | "refused" | "expired" | "cancelled";
  http_status: number | null;
  answer: string | null;
  due_at?: number;
}

/** Sends postbacks on to the old tracker, until it answers. */
export class ForwardSender {
  readonly #deps: ForwardSenderDeps;
  #rounds = 0;

  constructor(deps: ForwardSenderDeps) {
    this.#deps = deps;
  }

  /** Sends some that are due; returns true if there may be more. */
  async runOnce(): Promise<boolean> {
    const { forwarding, directory } = this.#deps;
    const is_off = directory.all().length === 0;
    // Those that wait for one that was switched off are looked for at times.
    if (is_off && this.#rounds++ % OFF_ROUNDS !== 0) return false;
    const claimed = await this.#claim();
    // Most of those that wait for one that is down aren't due.
    forwarding.waiting = await this.#waiting();
    await Promise.all(claimed.map((one) => this.#forward(one)));
    return claimed.length === BATCH;
  }

  async #claim(): Promise<Claimed[]> {
    const { db, clock } = this.#deps;
    const now = isoTime(clock.nowMs());
    return await db.execute<Claimed>(sql`
      update ${forwardedPostbacks} as f
      set claim = f.claim + 1,
        claimed_until = now() + make_interval(secs => ${LEASE_S}::integer)
      where f.postback_id = any(array(
        select d.postback_id from ${forwardedPostbacks} as d
        where d.settled_at is null and d.due_at <= ${now}::timestamptz
          and (d.claimed_until is null or d.claimed_until < now())
        order by d.due_at limit ${BATCH} for update skip locked))
      returning f.postback_id, f.forward_id, f.sealed, f.attempts, f.claim,
        (extract(epoch from f.received_at) * 1000)::float8 as received_ms,
        (extract(epoch from f.expires_at) * 1000)::float8 as expires_ms`);
  }

  async #waiting(): Promise<number> {
    const some = this.#deps.db
      .select({ id: forwardedPostbacks.postback_id })
      .from(forwardedPostbacks)
      .where(isNull(forwardedPostbacks.settled_at))
      .limit(WAITING_MAX)
      .as("some");
    return await this.#deps.db.$count(some);
  }

  async #forward(one: Claimed): Promise<void> {
    const { clock, directory, db } = this.#deps;
    const forward = directory.byId(one.forward_id);
    const outcome: Outcome =
      forward === undefined || one.sealed === null
        ? { state: "cancelled", http_status: null, answer: null }
        : await this.#try(one, one.sealed, forward.url);
    await db.transaction((tx) => settle(tx, one, outcome, clock.nowMs()));
  }

  async #try(one: Claimed, sealed: Uint8Array, url: string): Promise<Outcome> {
    const { seal_key, clock, random, send } = this.#deps;
    const request = openRequest(seal_key, one.postback_id, sealed);
    const { method, body, content_type, authorization } = request;
    const result = await send({
      method,
      url: forwardedUrl(url, request),
      headers: {
        "user-agent": USER_AGENT,
        [FORWARDED_HEADER]: "1",
        ...(body === null || content_type === null
          ? {}
          : { "content-type": content_type }),
        ...(authorization === null ? {} : { authorization }),
      },
      body,
      timeout_ms: TIMEOUT_MS,
    }).catch(notSent);
    const { http_status } = result;
    const answer = answerOf(result);
    if (http_status !== null && isWord(http_status)) {
      const is_taken = http_status >= 200 && http_status < 300;
      return { state: is_taken ? "taken" : "refused", http_status, answer };
    }
    const wait_ms = backoffMs(DELIVERY_RETRY, one.attempts + 1, random);
    const due_at = clock.nowMs() + wait_ms;
    const is_over = due_at >= one.expires_ms;
    return { state: is_over ? "expired" : "due", http_status, answer, due_at };
  }
}

/** Whether a status is the old tracker's answer, rather than that of one that is down. */
function isWord(status: number): boolean {
  return status < 500 && !COME_AGAIN.includes(status);
}

/** A request that can't be written is a failure like any other. */
function notSent(
  error: unknown,
): Pick<SendResult, "http_status" | "response_body" | "error"> {
  return { http_status: null, response_body: null, error: String(error) };
}

function answerOf({
  response_body,
  error,
}: Pick<SendResult, "response_body" | "error">): string {
  const text = error ?? Buffer.from(response_body ?? []).toString("utf8");
  return text
    .slice(0, ANSWER_CHARS_MAX)
    .replaceAll(/\p{Cc}/gu, " ")
    .toWellFormed()
    .trim();
}

/** Keeps how a try ended; the last one is told in the postback's trace. */
async function settle(
  tx: Transaction,
  one: Claimed,
  { state, http_status, answer, due_at }: Outcome,
  now_ms: number,
): Promise<void> {
  const { postback_id, claim } = one;
  const is_settled = state !== "due";
  const rows = await tx
    .update(forwardedPostbacks)
    .set({
      ...{ state, http_status, answer, claimed_until: null },
      attempts: one.attempts + (state === "cancelled" ? 0 : 1),
      ...(is_settled
        ? { sealed: null, settled_at: now_ms }
        : { due_at: due_at ?? now_ms }),
    })
    .where(
      and(
        eq(forwardedPostbacks.postback_id, postback_id),
        eq(forwardedPostbacks.claim, claim),
      ),
    )
    .returning({ postback_id: forwardedPostbacks.postback_id });
  if (rows.length === 0 || !is_settled) return;
  if (state !== "cancelled") await count(tx, one.forward_id, state, now_ms);
  await tell(tx, one, { state, http_status, answer });
}

async function count(
  tx: Transaction,
  forward_id: number,
  state: "taken" | "refused" | "expired",
  now_ms: number,
): Promise<void> {
  const { taken, refused, expired, last_taken_at } = forwardUses;
  const one = (of: typeof state) => (of === state ? 1 : 0);
  const last = state === "taken" ? now_ms : null;
  await tx
    .insert(forwardUses)
    .values({
      forward_id,
      ...{ taken: one("taken"), refused: one("refused") },
      ...{ expired: one("expired"), last_taken_at: last },
    })
    .onConflictDoUpdate({
      target: forwardUses.forward_id,
      set: {
        taken: sql`${taken} + ${one("taken")}`,
        refused: sql`${refused} + ${one("refused")}`,
        expired: sql`${expired} + ${one("expired")}`,
        last_taken_at: sql`greatest(${last_taken_at}, excluded.last_taken_at)`,
      },
    });
}

/** Adds the answer to the trace of the postback, wherever that is kept. */
async function tell(
  tx: Transaction,
  { postback_id, received_ms, attempts }: Claimed,
  outcome: Pick<Outcome, "state" | "http_status" | "answer">,
): Promise<void> {
  const found = foundOf(outcome, attempts + 1);
  const ok = outcome.state === "taken";
  const step = { step: "forward", found, ok };
  const line = String(postbacks.trace.mapToDriverValue([step]));
  const longer = sql`concat_ws(chr(10), nullif(trace, ''), ${line}::text)`;
  const of_it = sql`id = ${postback_id}::uuid`;
  // It is of no campaign; judged again, it may be of one, and tells another story.
  await tx.execute(sql`
    update ${postbacks} set trace = ${longer} where campaign_id = 0 and ${of_it}`);
  await tx.execute(sql`
    update ${strangerPostbacks} set trace = ${longer}
    where received_at = ${isoTime(received_ms)}::timestamptz and ${of_it}`);
}

function foundOf(
  {
    state,
    http_status,
    answer,
  }: Pick<Outcome, "state" | "http_status" | "answer">,
  tries: number,
): string {
  const said = (answer ?? "").slice(0, SHOWN_CHARS_MAX).toWellFormed();
  const after = tries === 1 ? "" : `, at try ${tries}`;
  switch (state) {
    case "cancelled":
      return "It was not sent on: the forward was switched off";
    case "expired":
      return `It was not sent on in time, after ${tries} tries: ${http_status ?? ""} ${said}`.trim();
    default:
      return `The old tracker answered ${http_status}${after}: ${JSON.stringify(said)}`;
  }
}

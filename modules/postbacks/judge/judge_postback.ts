import { refusal, provesAtLeast } from "../../sources/mod.ts";
import type { Refusal } from "../../sources/mod.ts";
import type { WorkingConversion } from "../../conversions/mod.ts";
import { findSame } from "../../conversions/mod.ts";
import type { JudgeContext } from "./judge_context.ts";
import { judgeChange } from "./judge_change.ts";
import { judgeNew } from "./judge_new.ts";
import type { ResolvedEvent } from "../read/resolve_event.ts";
import type { Trace } from "../read/trace.ts";
import type { Verdict } from "./verdict.ts";
import { sql } from "drizzle-orm";
import { insertRows, recordset } from "../../../db/mod.ts";
import type { Transaction } from "../../../db/mod.ts";
import { postbackNonces } from "../../../db/schema/mod.ts";

/**
 * Judges an event against the configuration and recorded conversions as of its arrival;
 * `recorded_at` is when a new conversion is recorded.
 */
export function judgePostback(
  event: ResolvedEvent,
  context: JudgeContext,
  trace: Trace,
  recorded_at = event.received_at,
): Verdict {
  const replayed = checkNonce(event, context.nonces, trace);
  if (replayed !== null) return refuse("nonce", replayed, trace);
  const same = findSame(event, context.recorded);
  if (!same.ok)
    return refuse("same_event", same.refusal, trace, same.conversion);
  const { conversion, dedupe_key } = same;
  if (conversion === null) {
    trace.passed("same_event", "None yet");
    return judgeNew({ event, dedupe_key, recorded_at }, context, trace);
  }
  const { row } = conversion;
  trace.passed("same_event", `Conversion ${row.id}, ${row.status}`);
  if (
    !provesAtLeast(event.proof, row.proof) &&
    event.source?.enforce !== false
  ) {
    return refuse("proof", unproven(row.proof), trace, conversion);
  }
  if (event.mode === "add" && !isRetry(event, context)) {
    const detail = `Conversion ${row.id} exists, and mode=add makes new ones only`;
    return refuse("mode", refusal("already_exists", detail), trace, conversion);
  }
  const order_key = dedupe_key ?? row.dedupe_key;
  return judgeChange(event, conversion, order_key, context, trace);
}

/** The same nonce with the same content: the sender missed our answer and tries again. */
function isRetry(event: ResolvedEvent, { nonces }: JudgeContext): boolean {
  return event.nonce_key !== null && nonces.has(event.nonce_key);
}

function unproven(needed: WorkingConversion["row"]["proof"]): Refusal {
  const code = needed === "signature" ? "missing_signature" : "bad_token";
  return refusal(
    code,
    `The conversion was made with proof (${needed}); a change of it needs at least that`,
  );
}

function refuse(
  step: string,
  why: Refusal,
  trace: Trace,
  conversion: WorkingConversion | null = null,
): Verdict {
  trace.refused(step, why);
  return { kind: "refused", conversion, refusal: why };
}

/** A used nonce with its content hash; `used_at` is when it was accepted. */
export interface UsedNonce {
  advertiser_id: number;
  nonce: string;
  content: Uint8Array;
  used_at: number;
}

/** Map key of a nonce: nonces are scoped to their advertiser. */
export function nonceKey(advertiser_id: number, nonce: string): string {
  return `${advertiser_id} ${nonce}`;
}

/**
 * Refuses other content under a used nonce as a replay; the same content is a retry and judged
 * as usual.
 */
export function checkNonce(
  event: Pick<ResolvedEvent, "nonce_key" | "content">,
  nonces: ReadonlyMap<string, Uint8Array>,
  trace: Trace,
): Refusal | null {
  if (event.nonce_key === null) return null;
  const used = nonces.get(event.nonce_key);
  if (used === undefined) {
    trace.passed("nonce", "Not used yet");
    return null;
  }
  if (Buffer.compare(used, event.content) === 0) {
    trace.passed("nonce", "Used by the same content: a retry");
    return null;
  }
  return refusal(
    "replayed_nonce",
    "The nonce was used by a postback that said something else",
  );
}

/** Loads which nonces of a batch are already used. */
export async function loadNonces(
  tx: Transaction,
  asked: readonly { advertiser_id: number; nonce: string }[],
): Promise<Map<string, Uint8Array>> {
  if (asked.length === 0) return new Map();
  const given = recordset("k", asked, {
    advertiser_id: "integer",
    nonce: "text",
  });
  const { advertiser_id, nonce } = postbackNonces;
  const rows = await tx
    .select()
    .from(postbackNonces)
    .where(
      sql`(${advertiser_id}, ${nonce}) in (select k.advertiser_id, k.nonce from ${given})`,
    );
  return new Map(
    rows.map((row) => [nonceKey(row.advertiser_id, row.nonce), row.content]),
  );
}

/**
 * Marks nonces as used. Fails if another transaction used one first; the batch is then judged
 * again with that nonce.
 */
export async function useNonces(
  tx: Transaction,
  used: readonly UsedNonce[],
): Promise<void> {
  const order_by = ["advertiser_id", "nonce"] as const;
  await insertRows(tx, postbackNonces, used, { order_by });
}

import { eq, inArray, sql } from "drizzle-orm";
import type { Static } from "@sinclair/typebox";
import { Type } from "@sinclair/typebox";
import { recordChanges } from "../../db/mod.ts";
import type { Database, Transaction } from "../../db/mod.ts";
import {
  advertisers,
  affiliates,
  campaigns,
  ledgerTransactions,
} from "../../db/schema/mod.ts";
import { orNotFound, invalid } from "../http/mod.ts";
import {
  isUuid,
  hashedId,
  newId,
  parseAmount,
  parseCurrency,
  Problem,
} from "../kernel/mod.ts";
import type { Clock, Micros } from "../kernel/mod.ts";
import {
  contentOf,
  LedgerConflictError,
  writeEntries,
} from "./write_entries.ts";
import type { Entry } from "./write_entries.ts";

/** Kinds of adjustments; the index `ledger_transactions_adjustments` lists them too. */
export const ADJUSTMENT_KINDS = [
  "bonus",
  "advance",
  "write_off",
  "correction",
] as const;

const REASON_CHARS_MAX = 1_000;
const KEY_CHARS_MAX = 200;
const id = Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 }));

/**
 * Body of an adjustment: exactly one party. A positive amount is owed to the
 * affiliate, or by the advertiser.
 */
export const AdjustmentBody = Type.Object(
  {
    affiliate_id: id,
    advertiser_id: id,
    amount: Type.String({ maxLength: 64 }),
    currency: Type.String({ maxLength: 10 }),
    reason: Type.String({ minLength: 1, maxLength: REASON_CHARS_MAX }),
    kind: Type.Union(ADJUSTMENT_KINDS.map((kind) => Type.Literal(kind))),
    campaign_id: id,
    origin_id: Type.Optional(Type.String({ maxLength: 36 })),
    idempotency_key: Type.Optional(
      Type.String({ minLength: 1, maxLength: KEY_CHARS_MAX }),
    ),
  },
  { additionalProperties: false },
);

/**
 * Books an adjustment against the margin, and returns its entry's id. The same
 * idempotency key with the same content returns the existing entry; with other
 * content it is a conflict.
 */
export async function adjust(
  { db, clock }: { db: Database; clock: Clock },
  input: Static<typeof AdjustmentBody>,
): Promise<{ id: string; is_new: boolean }> {
  const entry = readEntry(input, clock);
  return await db.transaction(async (tx) => {
    await checkReferences(tx, entry);
    if (input.idempotency_key !== undefined) {
      const booked = await bookedBefore(tx, entry);
      if (booked !== null) return { id: booked, is_new: false };
    }
    const [written] = await writeEntries(tx, clock, [entry]);
    const id = orNotFound(written);
    const { affiliate_id, advertiser_id, campaign_id } = entry;
    const { amount, currency, kind, reason } = input;
    await recordChanges(tx, [
      {
        action: "created",
        resource: "adjustments",
        resource_id: id,
        row: { affiliate_id, advertiser_id, campaign_id },
        after: { kind, amount, currency, reason },
      },
    ]);
    return { id, is_new: true };
  });
}

function readEntry(input: Static<typeof AdjustmentBody>, clock: Clock): Entry {
  const { affiliate_id, advertiser_id, idempotency_key } = input;
  if ((affiliate_id === undefined) === (advertiser_id === undefined)) {
    throw invalid(
      "affiliate_id",
      "provide either `affiliate_id` or `advertiser_id`",
    );
  }
  const currency = parseCurrency(input.currency);
  if (currency === null)
    throw invalid("currency", "must be an ISO 4217 currency code such as USD");
  const amount = parseAmount(input.amount, { negative: true });
  if (amount === null || amount === 0n) {
    throw invalid("amount", "must be a decimal string other than 0");
  }
  const reason = input.reason.trim();
  if (reason === "") throw invalid("reason", "must not be empty");
  return {
    campaign_id: input.campaign_id ?? 0,
    conversion_id:
      idempotency_key === undefined
        ? newId(clock)
        : hashedId(`adjustment ${idempotency_key}`),
    version: 1,
    kind: input.kind,
    currency,
    affiliate_id: affiliate_id ?? null,
    advertiser_id: advertiser_id ?? null,
    origin_id: input.origin_id ?? null,
    reason,
    ...amountsFor(affiliate_id === undefined, amount),
  };
}

function amountsFor(is_advertiser: boolean, amount: Micros): Partial<Entry> {
  return is_advertiser
    ? { receivable_micros: amount, margin_micros: -amount }
    : { payable_micros: -amount, margin_micros: amount };
}

/**
 * The ledger's unique key includes kind and campaign, so the same idempotency key
 * may be booked with others: search for it under a lock.
 */
async function bookedBefore(
  tx: Transaction,
  entry: Entry,
): Promise<string | null> {
  const { conversion_id } = entry;
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${conversion_id}, 0))`,
  );
  const [booked] = await tx.execute<{ id: string; content: Uint8Array }>(sql`
    select id, content from ${ledgerTransactions}
    where conversion_id = ${conversion_id}::uuid
      and kind in ('bonus', 'advance', 'write_off', 'correction')`);
  if (booked === undefined) return null;
  if (Buffer.compare(booked.content, contentOf(entry)) === 0) return booked.id;
  throw new LedgerConflictError("the adjustment");
}

async function checkReferences(tx: Transaction, entry: Entry): Promise<void> {
  const { affiliate_id, advertiser_id, campaign_id, origin_id } = entry;
  const missing = async (
    table: typeof affiliates | typeof advertisers | typeof campaigns,
    id: number,
  ) => {
    const rows = await tx
      .select({ id: table.id })
      .from(table)
      .where(inArray(table.id, [id]));
    return rows.length === 0;
  };
  if (affiliate_id !== null && (await missing(affiliates, affiliate_id))) {
    throw unknown("affiliate_id");
  }
  if (advertiser_id !== null && (await missing(advertisers, advertiser_id))) {
    throw unknown("advertiser_id");
  }
  if (campaign_id !== 0 && (await missing(campaigns, campaign_id))) {
    throw unknown("campaign_id");
  }
  if (origin_id === null || origin_id === undefined) return;
  const origin = isUuid(origin_id)
    ? await tx
        .select({ id: ledgerTransactions.id })
        .from(ledgerTransactions)
        .where(eq(ledgerTransactions.id, origin_id))
    : [];
  if (origin.length === 0) throw unknown("origin_id");
}

function unknown(field: string): Problem {
  return new Problem(422, "unknown_reference", `${field} does not exist`, {
    errors: [{ field, message: "names something that does not exist" }],
  });
}

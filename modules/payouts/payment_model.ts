import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import { DayOrTime, readMoment } from "../http/mod.ts";
import { parseAmount, parseCurrency, Problem } from "../kernel/mod.ts";
import type { Micros } from "../kernel/mod.ts";

const closed = { additionalProperties: false };
const short = Type.String({ maxLength: 64 });
const id = Type.String({ maxLength: 36 });
const reference = Type.String({ minLength: 1, maxLength: 140 });
const reason = Type.String({ minLength: 1, maxLength: 500 });

const AFFILIATES_MAX = 10_000;
const BATCH_MAX = 1_000;
const DETAILS_MAX = 20;

/** Body of a payment run. */
export const RunBody = Type.Object(
  {
    currency: short,
    up_to: DayOrTime,
    min_amount: Type.Optional(Type.Union([short, Type.Null()])),
    affiliate_ids: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 2_147_483_647 }), {
        minItems: 1,
        maxItems: AFFILIATES_MAX,
      }),
    ),
    only_collected: Type.Optional(Type.Boolean()),
    dry_run: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** Marks a payment as sent. */
export const PayBody = Type.Object(
  { reference, paid_at: Type.Optional(DayOrTime) },
  closed,
);

/** Reason for failing or voiding. */
export const ReasonBody = Type.Object({ reason }, closed);

/** Marks many payments as sent, each with its reference or all with one. */
export const PayManyBody = Type.Object(
  {
    payments: Type.Array(
      Type.Object({ id, reference: Type.Optional(reference) }, closed),
      { minItems: 1, maxItems: BATCH_MAX },
    ),
    reference: Type.Optional(reference),
    paid_at: Type.Optional(DayOrTime),
  },
  closed,
);

const ids = Type.Array(id, { minItems: 1, maxItems: BATCH_MAX });

/** Payments to close together. */
export const CloseManyBody = Type.Object({ ids }, closed);

/** Payments to fail or void together, with the reason. */
export const EndManyBody = Type.Object({ ids, reason }, closed);

/** An affiliate's payment details, and who changes them. */
export const DetailsBody = Type.Object(
  {
    details: Type.Union([
      Type.Record(
        Type.String({ pattern: "^[a-z][a-z0-9_]{0,39}$" }),
        Type.String({ minLength: 1, maxLength: 300 }),
        { maxProperties: DETAILS_MAX, additionalProperties: false },
      ),
      Type.Null(),
    ]),
    method: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 50,
        pattern: "^[^\\u0000]*$",
        examples: ["sepa"],
      }),
    ),
    password: Type.Optional(
      Type.String({
        description: "The own password once more, of an affiliate's user.",
      }),
    ),
    totp: Type.Optional(
      Type.String({
        maxLength: 64,
        description: "A code in its place, where the second step is on.",
      }),
    ),
  },
  closed,
);

/** Body of a new invoice. */
export const InvoiceBody = Type.Object(
  {
    advertiser_id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    from: short,
    to: short,
    currency: Type.Optional(short),
  },
  closed,
);

/** Money received for an invoice. */
export const ReceiveBody = Type.Object(
  { amount: short, date: short, reference },
  closed,
);

/** Parses a run's body; a Problem names an invalid field. */
export function readRun(body: Static<typeof RunBody>, timezone: string) {
  return {
    currency: readCurrency(body.currency),
    up_to: readMoment("up_to", body.up_to, timezone),
    min_amount_micros:
      body.min_amount === undefined || body.min_amount === null
        ? null
        : readAmount("min_amount", body.min_amount),
    only_collected: body.only_collected ?? false,
    affiliate_ids: body.affiliate_ids ?? null,
  };
}

/** Parses a decimal amount, or throws a Problem. */
export function readAmount(field: string, given: string): Micros {
  const micros = parseAmount(given);
  if (micros !== null) return micros;
  const message = "must be a decimal string such as 12.50";
  throw new Problem(422, "invalid_amount", `Invalid ${field}: ${message}`, {
    errors: [{ field, message }],
  });
}

/** Parses an ISO 4217 currency, or throws a Problem. */
export function readCurrency(given: string): string {
  const currency = parseCurrency(given);
  if (currency !== null) return currency;
  const message = `"${given.slice(0, 10)}" is not an ISO 4217 currency code`;
  const detail = `Invalid currency: ${message}`;
  throw new Problem(422, "unknown_currency", detail, {
    errors: [{ field: "currency", message }],
  });
}

import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import { DayOrTime, eitherName, invalid, readTime } from "../http/mod.ts";
import { parseAmount } from "../kernel/mod.ts";
import type { Micros } from "../kernel/mod.ts";
import type {
  ConversionChange,
  NewConversion,
} from "./changes/change_types.ts";

const closed = { additionalProperties: false };
const REASON_CHARS_MAX = 500;
const ORDER_ID_CHARS_MAX = 255;
const amount = Type.String({ maxLength: 64 });
const reference = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const named = Type.Optional(
  Type.Union([
    Type.String({ minLength: 1, maxLength: ORDER_ID_CHARS_MAX }),
    Type.Null(),
  ]),
);
const orNull = Type.Optional(Type.Union([amount, Type.Null()]));

/** The status in a request. */
export const StatusBody = Type.Union(
  (["pending", "approved", "rejected", "reversed"] as const).map((status) =>
    Type.Literal(status),
  ),
);

/** The reason for a manual change. */
export const ReasonBody = Type.String({
  minLength: 1,
  maxLength: REASON_CHARS_MAX,
});

/**
 * Request body for creating a conversion, from a click or from the affiliate's link for
 * the campaign.
 */
export const NewConversionBody = Type.Object(
  {
    click_id: Type.Optional(Type.String({ maxLength: 64 })),
    link_id: Type.Optional(reference),
    campaign_id: Type.Optional(reference),
    affiliate_id: Type.Optional(reference),
    goal: Type.Optional(Type.String({ maxLength: 64 })),
    /** Another name of `goal`. */
    goal_key: Type.Optional(Type.String({ maxLength: 64 })),
    order_id: named,
    customer_id: named,
    status: Type.Optional(StatusBody),
    amount: orNull,
    currency: Type.Optional(Type.String({ maxLength: 10 })),
    revenue: Type.Optional(amount),
    payout: Type.Optional(amount),
    occurred_at: Type.Optional(Type.Union([DayOrTime, Type.Null()])),
    reason: ReasonBody,
    dry_run: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** Request body for changing a conversion. */
export const ConversionPatch = Type.Object(
  {
    status: Type.Optional(StatusBody),
    amount: orNull,
    refunded: Type.Optional(amount),
    revenue: Type.Optional(amount),
    payout: Type.Optional(amount),
    reason: ReasonBody,
    /** Refuses the change unless the conversion is at this version. */
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    dry_run: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** Request body for a bulk change, by ids or by filter. */
export const BulkBody = Type.Object(
  {
    ids: Type.Optional(
      Type.Array(Type.String({ maxLength: 40 }), {
        minItems: 1,
        maxItems: 5_000,
      }),
    ),
    filter: Type.Optional(
      Type.Record(
        Type.String({ maxLength: 40 }),
        Type.Union([Type.String({ maxLength: 300 }), Type.Integer()]),
      ),
    ),
    status: StatusBody,
    reason: ReasonBody,
    dry_run: Type.Optional(Type.Boolean()),
    /** Runs in the background, as a task that reports progress. */
    as_task: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** Validates a request to create a conversion; `link_id` was resolved before. */
export function readNew(
  body: Static<typeof NewConversionBody>,
  {
    link_id,
    key,
    timezone,
  }: { link_id: number | undefined; key: string | null; timezone: string },
): NewConversion {
  const { click_id, order_id, customer_id, status } = body;
  return {
    ...(click_id === undefined ? { link_id } : { click_id: click_id.trim() }),
    goal: eitherName(body, "goal", "goal_key") ?? null,
    order_id: readName("order_id", order_id),
    customer_id: readName("customer_id", customer_id),
    status,
    reason: readReason(body.reason),
    key,
    currency: body.currency?.trim().toUpperCase() ?? null,
    amount_micros: readMoney("amount", body.amount) ?? null,
    revenue_micros: readMoney("revenue", body.revenue) ?? undefined,
    payout_micros: readMoney("payout", body.payout) ?? undefined,
    occurred_at: readTime("occurred_at", body.occurred_at, timezone),
  };
}

/** Validates a change; throws a Problem if it changes nothing. */
export function readChange(
  id: string,
  body: Static<typeof ConversionPatch>,
): ConversionChange {
  const { reason, dry_run, version, ...asked } = body;
  if (Object.keys(asked).length === 0) {
    throw invalid("status", "provide at least one field to change");
  }
  return {
    id,
    version,
    status: body.status,
    reason: readReason(reason),
    amount_micros: readMoney("amount", body.amount),
    refunded_micros: readMoney("refunded", body.refunded) ?? undefined,
    revenue_micros: readMoney("revenue", body.revenue) ?? undefined,
    payout_micros: readMoney("payout", body.payout) ?? undefined,
  };
}

/** Trims a reason; throws a Problem if it is empty. */
export function readReason(text: string): string {
  const reason = text.trim();
  if (reason === "" || reason.includes("\0")) {
    throw invalid("reason", "must not be empty");
  }
  return reason;
}

/** Normalized like senders' order ids: trimmed, NFC. */
function readName(
  field: string,
  text: string | null | undefined,
): string | null {
  if (text === null || text === undefined) return null;
  const name = text.trim().normalize("NFC");
  if (name === "" || name.includes("\0")) {
    throw invalid(field, "must not be empty");
  }
  return name;
}

function readMoney(
  field: string,
  text: string | null | undefined,
): Micros | null | undefined {
  if (text === null || text === undefined) return text;
  const micros = parseAmount(text);
  if (micros === null) throw invalid(field, 'a decimal such as "12.50"');
  return micros;
}

import { CLICK_MACROS } from "../campaigns/mod.ts";
import { parseUrlTemplate, Problem } from "../kernel/mod.ts";
import type { Template } from "../kernel/mod.ts";

/** The macros of outgoing postbacks. */
export const DELIVERY_MACROS: ReadonlySet<string> = new Set([
  ...CLICK_MACROS,
  "goal",
  "goal_id",
  "goal_name",
  "order_id",
  "payout",
  "payout_delta",
  "currency",
  "status",
  "reason",
  "conversion_id",
  "delivery_id",
  "occurred_at",
  "occurred_at_unix",
  "is_test",
  "sale_amount",
  ...Array.from({ length: 10 }, (_, at) => `adv${at + 1}`),
]);

/** Other trackers' names for these macros. */
export const DELIVERY_ALIASES: ReadonlyMap<string, string> = new Map([
  // An affiliate's tracker calls its own id for the click a click id.
  ...[
    "clickid",
    "click",
    "cid",
    "clid",
    "affclickid",
    "clickref",
    "externalid",
    "refid",
    "subid",
    "tid",
    "transactionid",
    "xid",
    "hash",
  ].map((name) => [name, "click_ref"] as const),
  ...["amount", "sum", "revenue", "commission", "price"].map(
    (name) => [name, "payout"] as const,
  ),
  ...["txid", "actionid", "eventid"].map(
    (name) => [name, "conversion_id"] as const,
  ),
  ...["orderid", "order"].map((name) => [name, "order_id"] as const),
  ...["event", "goalalias"].map((name) => [name, "goal"] as const),
]);

/** Parses the URL template of an endpoint; throws a Problem that names what is wrong. */
export function readDeliveryUrl(text: string): Template {
  const parsed = parseUrlTemplate(text, {
    known: DELIVERY_MACROS,
    aliases: DELIVERY_ALIASES,
  });
  if (parsed.ok) return parsed.template;
  throw new Problem(422, parsed.code, parsed.detail, {
    errors: [{ field: "url", message: parsed.detail }],
  });
}

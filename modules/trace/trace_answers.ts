import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import {
  advertisers,
  affiliates,
  Amount,
  AuthorName,
  Currency,
  described,
  Id,
  internal,
  named,
  nullable,
  oneOf,
  sharedAmount,
  StatusReason,
  Time,
  Uuid,
} from "../http/mod.ts";

const text = Type.String();

/** The kinds of things that an id may belong to. */
export const FOUND_KINDS = [
  "click",
  "conversion",
  "customer",
  "delivery",
  "entry",
  "invoice",
  "link",
  "payment",
  "postback",
] as const;

/** The kinds of a timeline's steps, in the order of what happens at one time. */
export const STEP_KINDS = [
  "link",
  "click",
  "postback",
  "conversion",
  "entry",
  "delivery",
  "invoice",
  "payment",
] as const;

export type FoundKind = (typeof FOUND_KINDS)[number];
export type StepKind = (typeof STEP_KINDS)[number];

const CLICK = {
  click_id: text,
  click_ref: affiliates(text),
  link_id: affiliates(Id),
  slug: affiliates(text),
  verdict: described(
    "Of a click; of a link as of now, for visitors whom its campaign lets in.",
    text,
  ),
  cap_id: affiliates(Id),
  rule_id: affiliates(Id),
  sent_to: affiliates(
    described(
      "`destination`, or `fallback` if the click wasn't let in.",
      oneOf(["destination", "fallback"]),
    ),
  ),
  pays: affiliates(Type.Boolean()),
  marks: affiliates(Type.Array(text)),
  country: nullable(text),
  device: nullable(text),
  os: affiliates(nullable(text)),
  stored: described(
    "False while only its id speaks for a click.",
    Type.Boolean(),
  ),
};

const POSTBACK = {
  outcome: text,
  http_status: Type.Integer(),
  detail: advertisers(nullable(text)),
  source_id: advertisers(nullable(Id)),
  customer_id: advertisers(text),
  judged_at: nullable(Time),
  earlier_outcome: described("Its verdict on arrival.", text),
};

const CONVERSION = {
  conversion_id: Uuid,
  version: Type.Integer(),
  change: described("What the version did, such as `approved`.", text),
  status: text,
  reason: StatusReason,
  goal: text,
  order_id: nullable(text),
  amount: sharedAmount(nullable(Amount)),
  share_amount: described(
    "Whether the campaign shows affiliates the amount of the sale.",
    Type.Boolean(),
  ),
  revenue: advertisers(Amount),
  payout: affiliates(Amount),
  currency: Currency,
  owed: affiliates(
    described("The payout in the affiliate's own currency.", Amount),
  ),
  owed_currency: affiliates(Currency),
  payable_from: affiliates(nullable(Time)),
  postback_id: advertisers(nullable(Uuid)),
  origin: nullable(text),
  made_by: internal(nullable(text)),
  made_by_name: AuthorName,
  why: internal(nullable(text)),
};

const ENTRY = {
  entry: described("The kind of the ledger's entry.", text),
  entry_reason: affiliates(nullable(text)),
  revenue_pending: advertisers(Amount),
  payout_pending: affiliates(Amount),
};

const DELIVERY = {
  endpoint_id: affiliates(Id),
  delivery_state: affiliates(text),
  attempt: affiliates(Type.Integer()),
  url: affiliates(text),
  succeeded: affiliates(Type.Boolean()),
  duration_ms: affiliates(Type.Number()),
  error: affiliates(nullable(text)),
  answer: affiliates(described("The start of the answer's body.", text)),
  due_at: affiliates(nullable(Time)),
};

const PAYMENT = {
  payment_id: affiliates(Uuid),
  payment_state: affiliates(text),
  payment_amount: affiliates(Amount),
  entries_count: affiliates(Type.Integer()),
  reference: affiliates(nullable(text)),
  invoice_id: advertisers(Uuid),
  invoice_amount: advertisers(Amount),
  invoice_number: advertisers(Type.Integer()),
  invoice_state: advertisers(text),
};

/** All values that a step may have; a role sees those that aren't hidden from it. */
export const Evidence = named(
  "TraceEvidence",
  Type.Partial(
    Type.Object({
      campaign_id: nullable(Id),
      affiliate_id: nullable(Id),
      ...CLICK,
      ...POSTBACK,
      ...CONVERSION,
      ...ENTRY,
      ...DELIVERY,
      ...PAYMENT,
    }),
  ),
);

export type Evidence = Static<typeof Evidence>;

/** The answer to a question for an id. */
export const Story = named(
  "Trace",
  Type.Object({
    q: text,
    found: Type.Array(
      Type.Object({
        kind: oneOf(FOUND_KINDS),
        id: text,
        by: described(
          "The value that it was found by, such as `order_id`.",
          text,
        ),
      }),
    ),
    more: described(
      "Kinds of which there are more than are shown.",
      Type.Array(oneOf(FOUND_KINDS)),
    ),
    sentence: described("The whole in plain words.", text),
    timeline: Type.Array(
      Type.Object({
        at: Time,
        kind: oneOf(STEP_KINDS),
        id: text,
        text,
        evidence: Evidence,
      }),
    ),
  }),
);

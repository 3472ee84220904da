import { Type } from "@sinclair/typebox";
import {
  advertisers,
  affiliates,
  Amount,
  AuthorName,
  Count,
  Currency,
  described,
  Id,
  internal,
  listOf,
  named,
  nullable,
  oneOf,
  rounded,
  sharedAmount,
  StatusReason,
  Time,
  Uuid,
} from "../http/mod.ts";
import { ConversionRisk } from "../risk/mod.ts";
import {
  CHANGE_EFFECTS,
  ConversionPosition,
  ConversionStatus,
  Owed,
} from "./money_answers.ts";

import { Install } from "./present_install.ts";

const text = Type.String();

export const Conversion = named(
  "Conversion",
  Type.Object({
    campaign_id: Id,
    id: Uuid,
    goal_key: text,
    version: Type.Integer(),
    status: ConversionStatus,
    reason: StatusReason,
    click_id: described(
      "Null for a conversion without a click: made by hand, or an install that Apple reported.",
      nullable(text),
    ),
    link_id: affiliates(Id),
    affiliate_id: Id,
    advertiser_id: advertisers(Id),
    order_id: nullable(text),
    customer_id: advertisers(nullable(text)),
    currency: Currency,
    ...rounded({
      amount: sharedAmount(
        described("The amount of the sale.", nullable(Amount)),
      ),
      revenue: advertisers(described("What the advertiser owes.", Amount)),
      payout: affiliates(described("What the affiliate is owed.", Amount)),
      refunded: sharedAmount(Amount),
      sent_amount: advertisers(
        described(
          "The amount as it was sent, in `sent_currency`; null if that is `currency`.",
          nullable(Amount),
        ),
      ),
      owed: affiliates(Owed),
      owed_spread: internal(nullable(Amount)),
    }),
    share_amount: described(
      "Whether the campaign shows affiliates the amount of the sale.",
      Type.Boolean(),
    ),
    sent_currency: advertisers(nullable(Currency)),
    rate_id: advertisers(nullable(Id)),
    goal_payout_id: affiliates(nullable(Id)),
    tier_step: affiliates(nullable(Type.Integer())),
    owed_currency: affiliates(nullable(Currency)),
    owed_rate_id: internal(nullable(Id)),
    approved_at: nullable(Time),
    first_approved_at: nullable(Time),
    payable_from: affiliates(nullable(Time)),
    auto_approve_at: nullable(Time),
    rule_version: internal(
      described("The version of the goal's prices.", Type.Integer()),
    ),
    source_id: advertisers(nullable(Id)),
    proof: advertisers(text),
    adv: advertisers(
      described(
        "The advertiser's own values.",
        nullable(Type.Record(text, text)),
      ),
    ),
    flags: Type.Array(text),
    recorded_at: Time,
    updated_at: Time,
    held_status: described(
      "The status that it gets once there is an exchange rate.",
      nullable(oneOf(["approved", "pending"])),
    ),
    clicked_at: Time,
    occurred_at: nullable(Time),
    install: advertisers(
      described("Null unless it is an app's install.", nullable(Install)),
    ),
  }),
);

/** A page of conversions with totals. */
export const ConversionPage = listOf(Conversion, {
  totals: Type.Array(
    Type.Object({
      currency: Currency,
      status: ConversionStatus,
      count: Count,
      ...rounded({
        amount: advertisers(Amount),
        revenue: advertisers(Amount),
        payout: affiliates(Amount),
      }),
    }),
  ),
  totals_are_partial: described(
    "True if only the newest 100,000 were added up.",
    Type.Boolean(),
  ),
});

const JUDGED = {
  http_status: Type.Integer(),
  outcome: text,
  detail: nullable(text),
  conversion_id: nullable(Uuid),
};

/** A postback as each list of postbacks has it. */
export const POSTBACK = {
  id: Uuid,
  received_at: Time,
  method: text,
  url: text,
  ip: nullable(text),
  advertiser_id: nullable(Id),
  affiliate_id: nullable(Id),
  source_id: nullable(Id),
  ...JUDGED,
  order_id: nullable(text),
  goal_key: nullable(text),
  judged_at: nullable(Time),
  earlier: described(
    "Its earlier verdicts.",
    Type.Array(Type.Object({ ...JUDGED, judged_at: Time })),
  ),
  cut: described(
    "Why its raw request is kept in part only.",
    nullable(oneOf(["age", "size"])),
  ),
  campaign_id: nullable(Id),
  click_id: nullable(text),
};

/** A conversion with its history and postbacks. */
export const ConversionWithHistory = named(
  "ConversionWithHistory",
  Type.Object({
    ...Conversion.properties,
    risk: ConversionRisk,
    history: Type.Array(
      Type.Object({
        version: Type.Integer(),
        changed_at: Time,
        kind: text,
        status: ConversionStatus,
        reason: StatusReason,
        raw_status: advertisers(nullable(text)),
        ...rounded({
          amount: sharedAmount(nullable(Amount)),
          revenue: advertisers(Amount),
          payout: affiliates(Amount),
        }),
        postback_id: advertisers(nullable(Uuid)),
        origin: nullable(text),
        made_by: internal(nullable(text)),
        made_by_name: AuthorName,
        why: internal(nullable(text)),
      }),
    ),
    postbacks: advertisers(
      Type.Array(named("ConversionPostback", Type.Object(POSTBACK))),
    ),
  }),
);

/** A conversion changed by hand, or what a dry run would have changed. */
export const ChangedConversion = Type.Union([
  ConversionWithHistory,
  named(
    "ConversionDryRun",
    Type.Object({
      dry_run: Type.Boolean(),
      is_new: Type.Boolean(),
      before: nullable(ConversionPosition),
      after: nullable(ConversionPosition),
      ...CHANGE_EFFECTS,
    }),
  ),
]);

/** The result of a bulk change, or the task that runs it. */
export const BulkChange = named(
  "BulkChange",
  Type.Union([
    Type.Object({
      dry_run: Type.Boolean(),
      count: Count,
      outcomes: described(
        "Counts by result or refusal code.",
        Type.Record(text, Count),
      ),
      ...CHANGE_EFFECTS,
      examples: Type.Array(Type.Unknown()),
    }),
    Type.Object({
      dry_run: Type.Literal(false),
      count: Count,
      task_id: Uuid,
    }),
  ]),
);

/** A conversion rule in API responses. */
export const ConversionRule = named(
  "ConversionRule",
  Type.Object({
    id: Id,
    campaign_id: nullable(Id),
    affiliate_id: nullable(Id),
    field: text,
    op: text,
    values: Type.Array(text),
    action: text,
    reason: described("Shown to the affiliate.", nullable(text)),
    enabled: Type.Boolean(),
    created_at: Time,
  }),
);

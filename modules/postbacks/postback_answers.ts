import { Type } from "@sinclair/typebox";
import {
  Amount,
  Currency,
  Id,
  Time,
  Uuid,
  named,
  nullable,
  oneOf,
} from "../http/mod.ts";

const Money = Type.Object({
  currency: Currency,
  revenue: Amount,
  payout: Amount,
});

const Affiliate = Type.Object({
  affiliate_id: Id,
  currency: Currency,
  payout_pending: Amount,
  payout: Amount,
});

const Advertiser = Type.Object({
  advertiser_id: Id,
  currency: Currency,
  revenue_pending: Amount,
  revenue: Amount,
});

const Conversion2 = Type.Object({
  made: Type.Integer(),
  changed: Type.Integer(),
  tests: Type.Integer(),
  examples: Type.Array(Type.Unknown()),
});

const Outcome = Type.Object({
  before: Type.String(),
  after: Type.String(),
  count: Type.Integer(),
  example_ids: Type.Array(Uuid),
});

const Trace = Type.Object({
  step: Type.String(),
  looked_at: Type.Optional(Type.String()),
  found: Type.Optional(Type.String()),
  ok: Type.Boolean(),
  expected: Type.Optional(Type.String()),
});

const Earlier = Type.Object({
  judged_at: Time,
  detail: nullable(Type.String()),
  outcome: Type.String(),
  http_status: Type.Integer(),
  conversion_id: nullable(Type.String()),
});

const Report = Type.Object({
  judged: Type.Integer(),
  replayed: Type.Integer(),
  direct: Type.Integer(),
  recorded: Type.Integer(),
  updated: Type.Integer(),
  duplicate: Type.Integer(),
  ignored: Type.Integer(),
  money: Type.Array(Money),
  refused: Type.Array(
    Type.Object({
      code: Type.String(),
      count: Type.Integer(),
      example_ids: Type.Array(Uuid),
    }),
  ),
});

/** Backfill window as the API shows it. */
export const BackfillWindow = named(
  "BackfillWindow",
  Type.Object({
    id: Id,
    advertiser_id: Id,
    campaign_id: nullable(Id),
    source_key: nullable(Type.String()),
    opens_at: Time,
    closes_at: Time,
    event_from: Time,
    event_to: Time,
    state: Type.String(),
    replay_done: Type.Boolean(),
    created_at: Time,
    report: nullable(Report),
  }),
);

/** Backfill window report as the API shows it. */
export const BackfillWindowReport = named(
  "BackfillWindowReport",
  Type.Object({
    id: Id,
    advertiser_id: Id,
    campaign_id: nullable(Id),
    source_key: nullable(Type.String()),
    opens_at: Time,
    closes_at: Time,
    event_from: Time,
    event_to: Time,
    state: Type.String(),
    replay_done: Type.Boolean(),
    created_at: Time,
    report: Report,
  }),
);

/** Postback as the API shows it. */
export const Postback = named(
  "Postback",
  Type.Object({
    id: Uuid,
    received_at: Time,
    method: Type.String(),
    url: Type.String(),
    ip: nullable(Type.String()),
    advertiser_id: nullable(Id),
    affiliate_id: nullable(Id),
    source_id: nullable(Id),
    http_status: Type.Integer(),
    outcome: Type.String(),
    detail: nullable(Type.String()),
    order_id: nullable(Type.String()),
    goal_key: nullable(Type.String()),
    conversion_id: nullable(Uuid),
    judged_at: nullable(Time),
    earlier: Type.Array(Earlier),
    cut: nullable(oneOf(["age", "size"])),
    campaign_id: nullable(Id),
    click_id: nullable(Type.String()),
    customer: nullable(
      Type.Object({
        country: nullable(Type.String()),
        ip: nullable(Type.String()),
        is_data_centre: Type.Boolean(),
        labels: Type.Record(Type.String(), Type.String()),
      }),
    ),
  }),
);

/** The group's key: the one property that was grouped by is set. */
const key = Type.Optional(
  nullable(
    Type.Union([
      Type.String(),
      Type.Integer(),
      Type.Record(Type.String(), Type.Unknown()),
    ]),
  ),
);
const KEYS = {
  advertiser: key,
  campaign: key,
  code: key,
  day: key,
  goal: key,
  source: key,
};

/** Postback summary as the API shows it. */
export const PostbackSummary = named(
  "PostbackSummary",
  Type.Object({
    group_by: oneOf([
      "advertiser",
      "campaign",
      "code",
      "day",
      "goal",
      "source",
    ]),
    from: Time,
    to: Time,
    as_of: Type.String(),
    total: Type.Integer(),
    data: Type.Array(
      Type.Object({
        ...KEYS,
        count: Type.Integer(),
        example_ids: Type.Array(Uuid),
        share: Type.Number(),
        last_at: Time,
      }),
    ),
  }),
);

/** Postback with trace as the API shows it. */
export const PostbackWithTrace = named(
  "PostbackWithTrace",
  Type.Object({
    id: Uuid,
    received_at: Time,
    method: Type.String(),
    url: Type.String(),
    ip: nullable(Type.String()),
    advertiser_id: nullable(Id),
    affiliate_id: nullable(Id),
    source_id: nullable(Id),
    http_status: Type.Integer(),
    outcome: Type.String(),
    detail: nullable(Type.String()),
    order_id: nullable(Type.String()),
    goal_key: nullable(Type.String()),
    conversion_id: nullable(Uuid),
    judged_at: nullable(Time),
    earlier: Type.Array(Earlier),
    cut: nullable(oneOf(["age", "size"])),
    campaign_id: nullable(Id),
    click_id: nullable(Type.String()),
    headers: Type.Record(Type.String(), Type.String()),
    body: nullable(Type.String()),
    answer: Type.Object({
      http_status: Type.Integer(),
      outcome: Type.String(),
      detail: nullable(Type.String()),
      conversion_id: nullable(Uuid),
    }),
    trace: Type.Array(Trace),
    curl: nullable(Type.String()),
  }),
);

/** The task that replays postbacks; its result says what came of it. */
export const PostbackReplay = named(
  "PostbackReplay",
  Type.Object({ dry_run: Type.Boolean(), task_id: Uuid }),
);

/** Replayed postback as the API shows it. */
export const ReplayedPostback = named(
  "ReplayedPostback",
  Type.Object({
    dry_run: Type.Boolean(),
    count: Type.Integer(),
    outcomes: Type.Array(Outcome),
    conversions: Conversion2,
    money: Type.Array(Money),
    affiliates: Type.Array(Affiliate),
    advertisers: Type.Array(Advertiser),
    errors: Type.Object({
      count: Type.Integer(),
      examples: Type.Array(
        Type.Object({ postback_id: Type.String(), detail: Type.String() }),
      ),
    }),
    before: Type.Optional(
      Type.Object({ outcome: Type.String(), detail: nullable(Type.String()) }),
    ),
    after: Type.Optional(
      Type.Object({
        outcome: Type.String(),
        detail: nullable(Type.String()),
        http_status: Type.Integer(),
      }),
    ),
    trace: Type.Optional(Type.Array(Type.Unknown())),
  }),
);

/** Tried postback as the API shows it. */
export const TriedPostback = named(
  "TriedPostback",
  Type.Object({
    verdict: Type.Object({
      outcome: Type.String(),
      http_status: Type.Integer(),
      detail: nullable(Type.String()),
      conversion: nullable(
        Type.Union([
          Type.Object({ id: Type.String() }),
          Type.Object({
            id: nullable(Type.String()),
            status_before: nullable(
              oneOf(["approved", "pending", "rejected", "reversed"]),
            ),
            status: oneOf(["approved", "pending", "rejected", "reversed"]),
            reason: nullable(Type.String()),
            currency: Currency,
            amount: nullable(Type.String()),
            revenue: Amount,
            payout: Amount,
            owed: Type.Null(),
            owed_currency: Type.Null(),
            flags: Type.Array(Type.String()),
          }),
          Type.Object({
            id: nullable(Type.String()),
            status_before: nullable(
              oneOf(["approved", "pending", "rejected", "reversed"]),
            ),
            status: oneOf(["approved", "pending", "rejected", "reversed"]),
            reason: nullable(Type.String()),
            currency: Currency,
            amount: nullable(Type.String()),
            revenue: Amount,
            payout: Amount,
            owed: Type.String(),
            owed_currency: Currency,
            flags: Type.Array(Type.String()),
          }),
        ]),
      ),
    }),
    answer: Type.Object({
      http_status: Type.Integer(),
      content_type: Type.String(),
      body: Type.String(),
    }),
    advertiser_id: nullable(Id),
    source: nullable(Type.Object({ id: Id, name: Type.String() })),
    campaign_id: nullable(Id),
    affiliate_id: nullable(Id),
    click_id: nullable(Type.String()),
    order_id: nullable(Type.String()),
    goal: nullable(Type.String()),
    trace: Type.Array(Trace),
  }),
);

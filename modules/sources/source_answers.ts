import { Type } from "@sinclair/typebox";
import {
  Count,
  Currency,
  Id,
  Time,
  Uuid,
  named,
  nullable,
  oneOf,
} from "../http/mod.ts";

const Secret = Type.Object({
  id: Uuid,
  masked: nullable(Type.String()),
  created_at: Time,
});

const Last24h = Type.Object({
  total: Type.Integer(),
  outcomes: Type.Record(Type.String(), Type.Integer()),
  success_share: nullable(Type.Number()),
});

const StatusMap = Type.Object({
  goal: Type.Optional(Type.String()),
  mode: Type.Optional(oneOf(["add", "change", "upsert"])),
  status: oneOf(["approved", "ignore", "pending", "rejected", "reversed"]),
});

const InForce = Type.Object({
  amount_unit: oneOf(["major", "minor"]),
  decimal_comma: Type.Boolean(),
  reversal_amount: nullable(oneOf(["refunded", "remaining"])),
  answer: oneOf([
    "affise",
    "always_200",
    "dub",
    "everflow",
    "impact",
    "keitaro",
    "post_affiliate_pro",
    "problem",
    "prosper202",
    "scaleo",
    "tune",
  ]),
});

/** Source as the API shows it. */
export const Source = named(
  "Source",
  Type.Object({
    id: Id,
    advertiser_id: Id,
    name: Type.String(),
    key: Type.String(),
    preset: nullable(Type.String()),
    mapping: Type.Record(Type.String(), Type.Array(Type.String())),
    goal_map: Type.Record(Type.String(), Type.String()),
    require: Type.String(),
    allow_ips: Type.Array(Type.String()),
    enforce: Type.Boolean(),
    drift_seconds: Type.Number(),
    timezone: Type.String(),
    currency: nullable(Currency),
    amount_unit: Type.String(),
    decimal_comma: Type.Boolean(),
    amount_updates: Type.Boolean(),
    reversal_amount: nullable(Type.String()),
    reinstate: Type.Boolean(),
    answer: nullable(Type.String()),
    rate_per_second: nullable(Type.Integer()),
    default: Type.Boolean(),
    status_map: Type.Record(
      Type.String(),
      Type.Union([
        Type.Literal("pending"),
        Type.Literal("approved"),
        StatusMap,
        Type.Literal("rejected"),
        Type.Literal("reversed"),
        Type.Literal("ignore"),
      ]),
    ),
    secrets: Type.Array(Secret),
    token: nullable(Secret),
    created_at: Time,
    url: Type.String(),
    in_force: InForce,
    warnings: Type.Array(
      Type.Object({ field: Type.String(), message: Type.String() }),
    ),
  }),
);

/** New source as the API shows it. */
export const NewSource = named(
  "NewSource",
  Type.Object({
    id: Id,
    advertiser_id: Id,
    name: Type.String(),
    key: Type.String(),
    preset: nullable(Type.String()),
    mapping: Type.Record(Type.String(), Type.Array(Type.String())),
    goal_map: Type.Record(Type.String(), Type.String()),
    require: Type.String(),
    allow_ips: Type.Array(Type.String()),
    enforce: Type.Boolean(),
    drift_seconds: Type.Number(),
    timezone: Type.String(),
    currency: nullable(Currency),
    amount_unit: Type.String(),
    decimal_comma: Type.Boolean(),
    amount_updates: Type.Boolean(),
    reversal_amount: nullable(Type.String()),
    reinstate: Type.Boolean(),
    answer: nullable(Type.String()),
    rate_per_second: nullable(Type.Integer()),
    default: Type.Boolean(),
    status_map: Type.Record(
      Type.String(),
      Type.Union([
        Type.Literal("pending"),
        Type.Literal("approved"),
        StatusMap,
        Type.Literal("rejected"),
        Type.Literal("reversed"),
        Type.Literal("ignore"),
      ]),
    ),
    secrets: Type.Array(Secret),
    token: nullable(Secret),
    created_at: Time,
    url: Type.String(),
    in_force: InForce,
    warnings: Type.Array(
      Type.Object({ field: Type.String(), message: Type.String() }),
    ),
  }),
);

/** Source with token as the API shows it. */
export const SourceWithToken = named(
  "SourceWithToken",
  Type.Object({
    id: Uuid,
    masked: nullable(Type.String()),
    created_at: Time,
    token: Type.String(),
  }),
);

/** New source secret as the API shows it. */
export const NewSourceSecret = named(
  "NewSourceSecret",
  Type.Object({
    id: Uuid,
    masked: nullable(Type.String()),
    created_at: Time,
    secret: Type.String(),
  }),
);

/** Source sheet as the API shows it. */
export const SourceSheet = named(
  "SourceSheet",
  Type.Object({
    source: Type.String(),
    url: Type.String(),
    method: Type.Literal("GET or POST"),
    names: Type.Array(
      Type.Object({
        ours: Type.String(),
        send_as: Type.String(),
        required: Type.Boolean(),
        note: Type.String(),
      }),
    ),
    goals: Type.Array(
      Type.Object({
        campaign_id: Id,
        campaign: Type.String(),
        key: Type.String(),
        name: Type.String(),
        default: Type.Boolean(),
        send_as: Type.Array(Type.String()),
      }),
    ),
    status_words: Type.Record(Type.String(), Type.Array(Type.String())),
    amount: Type.Object({
      unit: oneOf(["major", "minor"]),
      decimal: oneOf([",", "."]),
      example: Type.String(),
    }),
    currency: nullable(Currency),
    timezone: Type.String(),
    proof: Type.Object({ require: Type.String(), how: Type.String() }),
    examples: Type.Object({
      get: Type.String(),
      curl: Type.String(),
      webhook: Type.Optional(Type.String()),
    }),
  }),
);

/** Source health as the API shows it. */
export const SourceHealth = named(
  "SourceHealth",
  Type.Object({
    source_id: Count,
    last_seen: nullable(Type.String()),
    last_24h: Last24h,
    last_7d: Last24h,
    refusals: Type.Array(
      Type.Object({
        code: Type.String(),
        count: Type.Integer(),
        last_at: Time,
        last_id: Type.String(),
      }),
    ),
    unmapped: Type.Array(
      Type.Object({
        kind: oneOf(["goal", "parameter", "status"]),
        word: Type.String(),
        count: Type.Integer(),
        last_at: Time,
        last_id: Type.String(),
      }),
    ),
  }),
);

/** Source test as the API shows it. */
export const SourceTest = named(
  "SourceTest",
  Type.Object({
    ready: Type.Boolean(),
    sample: Type.String(),
    test_click: Type.Object({
      click_id: Type.String(),
      url: nullable(Type.String()),
      link_id: Id,
    }),
    checks: Type.Array(
      Type.Object({
        check: oneOf([
          "amount",
          "answer",
          "campaign",
          "click_id",
          "currency",
          "dedupe",
          "goal",
          "mapping",
          "order_id",
          "proof",
          "request",
          "status",
          "time",
        ]),
        ok: Type.Boolean(),
        found: Type.String(),
        todo: nullable(Type.String()),
      }),
    ),
  }),
);

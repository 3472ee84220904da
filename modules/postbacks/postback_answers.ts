import { Type } from "@sinclair/typebox";
import {
  ConversionStatus,
  Owed,
  PARTY_MONEY,
  POSTBACK,
} from "../conversions/mod.ts";
import {
  affiliates,
  Amount,
  Count,
  Currency,
  described,
  hiddenFrom,
  Id,
  named,
  nullable,
  oneOf,
  rounded,
  StatusReason,
  summaryOf,
  Time,
  Uuid,
} from "../http/mod.ts";
import { SUMMARY_GROUPS } from "./troubleshoot/postback_summary.ts";

const text = Type.String();
const ExampleIds = described("Some of their ids.", Type.Array(Uuid));

const Money = Type.Array(
  Type.Object({
    currency: Currency,
    ...rounded({ revenue: Amount, payout: affiliates(Amount) }),
  }),
);

const Trace = described(
  "Each check in its order; the first that isn't `ok` is the refusal.",
  Type.Array(
    hiddenFrom(
      Type.Object({
        step: text,
        looked_at: Type.Optional(text),
        expected: Type.Optional(text),
        found: Type.Optional(text),
        ok: Type.Boolean(),
        sender_sees: affiliates(
          described(
            "Whether its advertiser is shown the step, too.",
            Type.Boolean(),
          ),
        ),
      }),
      ["advertiser"],
      "sender_sees",
    ),
  ),
);

const Report = named(
  "BackfillReport",
  Type.Object({
    judged: Count,
    replayed: Count,
    direct: Count,
    recorded: Count,
    updated: Count,
    duplicate: Count,
    ignored: Count,
    money: Money,
    refused: Type.Array(
      Type.Object({ code: text, count: Count, example_ids: ExampleIds }),
    ),
  }),
);

/** Backfill window as the API shows it. */
export const BackfillWindow = named(
  "BackfillWindow",
  Type.Object({
    id: Id,
    advertiser_id: Id,
    campaign_id: described("Null for all campaigns.", nullable(Id)),
    source_key: nullable(text),
    opens_at: Time,
    closes_at: Time,
    event_from: Time,
    event_to: Time,
    state: text,
    replay_done: Type.Boolean(),
    created_at: Time,
    report: nullable(Report),
  }),
);

/** Postback as the API shows it. */
export const Postback = named(
  "Postback",
  Type.Object({
    ...POSTBACK,
    customer: affiliates(
      nullable(
        Type.Object({
          country: nullable(text),
          ip: nullable(text),
          is_data_centre: Type.Boolean(),
          labels: Type.Record(text, text),
        }),
      ),
    ),
  }),
);

/** Postback summary as the API shows it. */
export const PostbackSummary = named(
  "PostbackSummary",
  Type.Object({
    ...summaryOf(SUMMARY_GROUPS, Uuid).properties,
    as_of: described(
      "Whether each counts by its verdict on arrival, or by the present one.",
      oneOf(["arrival", "now"]),
    ),
  }),
);

const Verdict = { outcome: text, detail: nullable(text) };

/** Postback with trace as the API shows it. */
export const PostbackWithTrace = named(
  "PostbackWithTrace",
  Type.Object({
    ...POSTBACK,
    headers: Type.Record(text, text),
    body: nullable(text),
    answer: Type.Object({
      http_status: Type.Integer(),
      ...Verdict,
      conversion_id: nullable(Uuid),
    }),
    trace: Trace,
    meanings: described(
      "What its source, or every sender, means by the names that it sent.",
      Type.Record(text, text),
    ),
    curl: described("The request as a command.", nullable(text)),
  }),
);

const STATE_MONEY = {
  revenue: Amount,
  payout: affiliates(Amount),
  owed: affiliates(Owed),
};
const ConversionState = Type.Object({
  status: ConversionStatus,
  currency: Currency,
  ...rounded(STATE_MONEY),
  owed_currency: affiliates(nullable(Currency)),
});

const DIFFERENCE = {
  dry_run: Type.Boolean(),
  count: Count,
  outcomes: Type.Array(
    Type.Object({
      before: text,
      after: text,
      count: Count,
      example_ids: ExampleIds,
    }),
  ),
  conversions: Type.Object({
    made: Count,
    changed: Count,
    tests: Count,
    examples: Type.Array(
      Type.Object({
        postback_id: Uuid,
        conversion_id: nullable(Uuid),
        before: nullable(ConversionState),
        after: ConversionState,
      }),
    ),
  }),
  money: Money,
  affiliates: affiliates(PARTY_MONEY.affiliates),
  advertisers: PARTY_MONEY.advertisers,
  errors: Type.Object({
    count: Count,
    examples: Type.Array(Type.Object({ postback_id: Uuid, detail: text })),
  }),
};

/** The task that replays postbacks; its result says what came of it. */
export const PostbackReplay = named(
  "PostbackReplay",
  Type.Object({ dry_run: Type.Boolean(), task_id: Uuid }),
);

/** A replay of several postbacks that was tried out, as the API shows it. */
export const ReplayedPostbacks = named(
  "ReplayedPostbacks",
  Type.Object({ judged: Count, ...DIFFERENCE, next_after: nullable(Uuid) }),
);

/** Replayed postback as the API shows it. */
export const ReplayedPostback = named(
  "ReplayedPostback",
  Type.Object({
    ...DIFFERENCE,
    before: Type.Optional(Type.Object(Verdict)),
    after: Type.Optional(
      Type.Object({ ...Verdict, http_status: Type.Integer() }),
    ),
    trace: Type.Optional(Trace),
  }),
);

/** Tried postback as the API shows it. */
export const TriedPostback = named(
  "TriedPostback",
  Type.Object({
    verdict: Type.Object({
      ...Verdict,
      http_status: Type.Integer(),
      conversion: nullable(
        Type.Union([
          Type.Object({ id: Uuid }),
          Type.Object({
            id: described("Null for a new conversion.", nullable(Uuid)),
            status_before: nullable(ConversionStatus),
            status: ConversionStatus,
            reason: StatusReason,
            currency: Currency,
            ...rounded({
              amount: nullable(Amount),
              ...STATE_MONEY,
            }),
            owed_currency: affiliates(nullable(Currency)),
            flags: Type.Array(text),
          }),
        ]),
      ),
    }),
    answer: Type.Object({
      http_status: Type.Integer(),
      content_type: text,
      body: text,
    }),
    advertiser_id: nullable(Id),
    source: nullable(Type.Object({ id: Id, name: text })),
    campaign_id: nullable(Id),
    affiliate_id: nullable(Id),
    click_id: nullable(text),
    order_id: nullable(text),
    goal: nullable(text),
    trace: Trace,
  }),
);

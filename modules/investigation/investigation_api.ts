import { Type } from "@sinclair/typebox";
import {
  Count,
  Currency,
  Amount,
  described,
  Id,
  listOf,
  named,
  nullable,
  oneOf,
  rounded,
  Time,
  Uuid,
} from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { CHANGE_EFFECTS } from "../conversions/mod.ts";
import { DECISION_LIST, RISK_CODES, RISK_DECISIONS } from "../risk/mod.ts";
import { DescribedHeldQuery } from "./held_routes.ts";
import { DescribedPictureQuery, DescribedRiskQuery } from "./risk_routes.ts";
import { RISK_GROUPS } from "./stand_out.ts";

const share = Type.Number({ minimum: 0, maximum: 1 });
const text = Type.String();

const COUNTS = {
  suspected: described("Those that aren't clear.", Count),
  watch: Count,
  hold: Count,
  held: described("Left out of payment runs until somebody decides.", Count),
  money: described(
    "The payouts that are held.",
    Type.Array(
      Type.Object({ currency: Currency, ...rounded({ payout: Amount }) }),
    ),
  ),
};

const StandOut = named(
  "RiskSummary",
  Type.Object({
    group_by: oneOf(RISK_GROUPS),
    from: Time,
    to: Time,
    totals: described(
      "Of all groups, also of those that aren't in `data`.",
      Type.Object(COUNTS),
    ),
    groups: described("How many there are.", Count),
    data: described(
      "Up to 200 of the groups, those with most that is held first.",
      Type.Array(
        Type.Object({
          key: nullable(text),
          ...COUNTS,
          reasons: Type.Array(
            Type.Object({ code: oneOf(RISK_CODES), count: Count }),
          ),
          example_ids: Type.Array(Uuid),
        }),
      ),
    ),
  }),
);

const RiskHeld = named(
  "RiskHeld",
  Type.Object({
    conversions: described(
      "Left out of payment runs until somebody decides, whenever they were recorded.",
      Count,
    ),
    since: described("Since when the first of them is.", nullable(Time)),
    recorded_since: described(
      "When the oldest of them was recorded.",
      nullable(Time),
    ),
    money: described(
      "The payouts that are held.",
      Type.Array(
        Type.Object({ currency: Currency, ...rounded({ payout: Amount }) }),
      ),
    ),
    reasons: described(
      "The heaviest reason of each, those that most have first.",
      Type.Array(Type.Object({ code: oneOf(RISK_CODES), count: Count })),
    ),
    example_ids: Type.Array(Uuid),
  }),
);

const BESIDE = {
  conversions: Count,
  others: described("Of other affiliates in the same campaigns.", Count),
};

const Picture = named(
  "RiskPicture",
  Type.Object({
    affiliate_id: Id,
    from: Time,
    to: Time,
    verdicts: Type.Object({
      conversions: Count,
      watch: Count,
      hold: Count,
      held: Count,
    }),
    times: described(
      "From click to conversion.",
      Type.Array(
        Type.Object({
          up_to_s: described("Null: later.", nullable(Type.Integer())),
          ...BESIDE,
        }),
      ),
    ),
    hours: described(
      "Of the day, in UTC.",
      Type.Array(Type.Object({ hour: Type.Integer(), ...BESIDE })),
    ),
    networks: Type.Array(
      Type.Object({
        network: text,
        conversions: Count,
        addresses: Count,
        countries: Type.Array(text),
      }),
    ),
    shared_with: described(
      "Affiliates with conversions of the same addresses or devices, those with most devices first: many people share a carrier's address.",
      Type.Array(
        Type.Object({
          affiliate_id: Id,
          addresses: Count,
          devices: described(
            "By their own ids, else by address and user agent.",
            Count,
          ),
          conversions: Count,
        }),
      ),
    ),
    findings: described(
      "How its groups stand out, the least likely by chance first.",
      Type.Array(
        Type.Object({
          campaign_id: Id,
          part: described("Empty: all of it in the campaign.", text),
          code: oneOf(RISK_CODES),
          found: Count,
          of: Count,
          share_low: described("The bound below of its share.", share),
          usual: described("The share of the offer's others.", share),
          found_at: Time,
        }),
      ),
    ),
  }),
);

const RiskDecision = named(
  "RiskDecision",
  Type.Object({
    id: Uuid,
    decided_at: Time,
    decided_by: text,
    decision: oneOf(RISK_DECISIONS),
    why: text,
    filter: Type.Record(text, Type.Unknown()),
    conversions: Count,
  }),
);

const DecisionMade = named(
  "RiskDecisionMade",
  Type.Object({
    id: described("Null for a dry run.", nullable(Uuid)),
    dry_run: Type.Boolean(),
    decision: oneOf(RISK_DECISIONS),
    why: text,
    seen: described(
      "What it is about, and as it is now: sent with the decision, that is about nothing else.",
      text,
    ),
    conversions: described("Those that it is about.", Count),
    held: described("Of these, held before.", Count),
    changed: described("Of these, with another status now.", Count),
    refused: described(
      "Of these, changed meanwhile and left undecided.",
      Count,
    ),
    ...CHANGE_EFFECTS,
  }),
);

const percent = Type.Integer({ minimum: 0, maximum: 150 });
const CodePrecision = named(
  "RiskCodePrecision",
  Type.Object({
    code: oneOf(RISK_CODES),
    aspect: described("Of one aspect, only the heaviest reason counts.", text),
    weight_max: Count,
    decided: described(
      "Conversions with this reason that people decided.",
      Count,
    ),
    fraud: Count,
    precision: nullable(share),
    precision_low: nullable(share),
    precision_high: nullable(share),
    percent: described("Of its weight, as the network's rule has it.", percent),
    proposed_percent: described(
      "As the decisions teach; set it in a rule.",
      percent,
    ),
  }),
);

const score = Type.Integer({ minimum: 0, maximum: 100 });
const ThresholdProposal = named(
  "RiskThresholdProposal",
  Type.Object({
    campaign_id: described("Null: the network's.", nullable(Id)),
    watch_score: score,
    hold_score: described("As the rule in force has it.", score),
    decided: described("Decided conversions from `hold_score` on.", Count),
    fraud: Count,
    precision: nullable(share),
    precision_low: nullable(share),
    precision_high: nullable(share),
    proposed_hold_score: described(
      "As 30 decisions or more teach, by at most ten points; else as it is.",
      score,
    ),
    proposed_decided: described("Decided conversions from there on.", Count),
    proposed_fraud: Count,
  }),
);

/** API description of this module's routes. */
export const INVESTIGATION_API: ApiDescription = {
  "GET /api/v1/risk": {
    summary: "Shows who stands out and why",
    query: DescribedRiskQuery,
    limited: {
      affiliate: { filter: "affiliate_id" },
      advertiser: { filter: "advertiser_id" },
    },
    description:
      "Suspected conversions of at most 92 days by a property, by default of the last 30 days by affiliate, with what is held. With `held=true`, of any period.",
    answers: { 200: StandOut },
  },
  "GET /api/v1/risk/held": {
    summary: "Shows what is held for its risk and waits for a decision",
    query: DescribedHeldQuery,
    own: { affiliate: { filter: "affiliate_id" } },
    limited: { advertiser: { filter: "advertiser_id" } },
    answers: { 200: RiskHeld },
  },
  "GET /api/v1/risk/codes": {
    summary: "Shows how often each reason and each threshold was right",
    description:
      "As people decided, with what follows from that. Nothing moves by itself: set it in a rule.",
    answers: {
      200: Type.Object({
        codes: Type.Array(CodePrecision),
        thresholds: described(
          "The network's first, then those of up to 200 campaigns with most decisions.",
          Type.Array(ThresholdProposal),
        ),
      }),
    },
  },
  "GET /api/v1/risk/affiliates/:id": {
    summary: "Gets one affiliate's picture",
    query: DescribedPictureQuery,
    limited: { affiliate: { path: "id" } },
    answers: { 200: Picture },
  },
  "GET /api/v1/risk/decisions": {
    summary: "Lists decisions about suspected conversions",
    ...DECISION_LIST,
    answers: { 200: listOf(RiskDecision) },
  },
  "GET /api/v1/risk/decisions/:id": {
    summary: "Gets a decision",
    answers: { 200: RiskDecision },
  },
  "POST /api/v1/risk/decisions": {
    summary: "Decides suspected conversions, all alike",
    description:
      "Those of the filter that nobody decided yet, up to 5,000; or those of `ids`, which may have been decided before. `clear` ones are let go, and get the status that they would have without their rule and the decisions before; `fraud` is rejected, or reversed if it was approved. With `dry_run`, nothing is kept, and the money is shown.",
    answers: { 200: DecisionMade, 201: DecisionMade },
    limited: {
      affiliate: { body: "filter.affiliate_id" },
      advertiser: { body: "filter.advertiser_id" },
    },
    problems: ["stale_version", "too_many"],
  },
};

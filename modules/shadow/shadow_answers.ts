import { Type } from "@sinclair/typebox";
import {
  Amount,
  AuthorName,
  Count,
  Currency,
  Day,
  described,
  Id,
  named,
  nullable,
  oneOf,
  Time,
  Uuid,
} from "../http/mod.ts";
import { SHADOW_CLASSES, WHYS } from "./model.ts";
import { SUMMARY_GROUPS } from "./summary.ts";

const text = Type.String();
const Status = oneOf(["pending", "approved", "rejected", "reversed"]);
const Class = oneOf(SHADOW_CLASSES);

/** An old tracker's export. */
export const ShadowExport = named(
  "ShadowExport",
  Type.Object({
    id: Uuid,
    file_name: nullable(text),
    timezone: described("Of its times without a zone.", text),
    from: described("The time that it is of, from here", Time),
    to: described("to here, exclusive.", Time),
    columns: described(
      "The column of each field.",
      Type.Record(text, text, { examples: [{ old_id: "conversion_id" }] }),
    ),
    rows: described("Conversions in it.", Count),
    unreadable: described("Rows that can't be compared.", Count),
    problems: described(
      "The first of these, and why.",
      Type.Array(
        Type.Object({
          row_no: Type.Integer({ examples: [12] }),
          reason: Type.String({ examples: ["It names no campaign"] }),
        }),
      ),
    ),
    received_at: Time,
    received_by: text,
    received_by_name: AuthorName,
    compared_at: described("Null before it was compared.", nullable(Time)),
  }),
);

const MONEY = {
  amount: nullable(Amount),
  revenue: nullable(Amount),
  payout: nullable(Amount),
};
const Conversions = Type.Integer({ examples: [41] });
const Sums = Type.Object({ conversions: Conversions, ...MONEY });
const OneOf = Type.Object({ id: Id, name: Type.String() });

const SUMS = {
  currency: Currency,
  items: described(
    "Sales that either side has here, each counted once.",
    Count,
  ),
  agreed: described(
    "Those about which both agree, differences of a day's edge included.",
    Count,
  ),
  agreed_percent: described(
    "Rounded down: 100 only if all agree.",
    Type.Number({ examples: [97.56] }),
  ),
  theirs: described(
    "Pending and approved conversions of the old tracker; an amount is null where not all of its rows tell it.",
    Sums,
  ),
  ours: described("The same of ours.", Sums),
  difference: described("Ours less theirs; `by_class` adds up to it.", Sums),
  by_class: Type.Array(
    Type.Object({
      class: Class,
      count: Count,
      conversions: Conversions,
      ...MONEY,
    }),
  ),
};

/** A row of the comparison of both trackers. */
export const ShadowSummaryRow = named(
  "ShadowSummaryRow",
  Type.Object({
    day: Type.Optional(described("Of the network's time zone.", Day)),
    campaign: Type.Optional(
      described("Null if the old tracker's isn't here.", nullable(OneOf)),
    ),
    affiliate: Type.Optional(
      described("Null if the old tracker's isn't here.", nullable(OneOf)),
    ),
    ...SUMS,
  }),
);

/** Fields of the summary besides its rows. */
export const SUMMARY_REST = {
  from: Time,
  to: Time,
  timezone: text,
  group_by: Type.Array(oneOf(SUMMARY_GROUPS)),
  covered: described(
    "The parts of the period that exports are of; conversions of ours outside them aren't compared.",
    Type.Array(Type.Object({ from: Time, to: Time })),
  ),
  compared_at: described("Null before the first comparison.", nullable(Time)),
  totals: described("Of each currency.", Type.Array(Type.Object(SUMS))),
};

/** The outcome for one sale. */
export const ShadowItem = named(
  "ShadowItem",
  Type.Object({
    id: Type.String({ examples: ["r17"] }),
    at: described("When the old tracker booked it, else when we did.", Time),
    class: Class,
    differs: described(
      "All that differs, the weightiest first.",
      Type.Array(Class),
    ),
    sentence: described("The same in words.", text),
    why: described(
      "Of what one side lacks: what became of it there.",
      nullable(oneOf(WHYS)),
    ),
    code: described(
      "The code of the refusal.",
      nullable(Type.String({ examples: ["outside_window"] })),
    ),
    postback_id: described("The postback that it was here.", nullable(Uuid)),
    rule: described(
      "How both sides were found to be the same sale.",
      nullable(Type.String({ examples: ["order_id"] })),
    ),
    score: nullable(Type.Integer({ examples: [98] })),
    theirs: nullable(
      Type.Object({
        old_id: nullable(text),
        export_id: nullable(Uuid),
        row_no: nullable(Type.Integer({ examples: [12] })),
        day: nullable(Day),
        converted_at: nullable(Time),
        click: nullable(text),
        order_id: nullable(text),
        goal: nullable(text),
        campaign: described("As the old tracker names it.", nullable(text)),
        campaign_id: described("Ours; null if it isn't here.", nullable(Id)),
        affiliate: nullable(text),
        affiliate_id: nullable(Id),
        status: nullable(Status),
        currency: Currency,
        ...MONEY,
      }),
    ),
    ours: nullable(
      Type.Object({
        conversion_id: nullable(Uuid),
        day: nullable(Day),
        recorded_at: nullable(Time),
        click_id: nullable(text),
        order_id: nullable(text),
        goal: nullable(text),
        campaign_id: nullable(Id),
        affiliate_id: nullable(Id),
        status: nullable(Status),
        currency: Currency,
        ...MONEY,
      }),
    ),
  }),
);

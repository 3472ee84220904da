import { Type } from "@sinclair/typebox";
import {
  affiliates,
  described,
  hiddenFrom,
  Id,
  named,
  nullable,
  oneOf,
  summaryOf,
  Time,
  Uuid,
} from "../http/mod.ts";
import { OLD_LINK_FORMS } from "../campaigns/mod.ts";
import { STORED_VERDICTS } from "../kernel/mod.ts";
import { CLICK_GROUPS } from "./click_summary.ts";
import { FALLBACKS } from "./describe_routing.ts";

const text = Type.String();
const or_null = nullable(text);

const ClickVerdict = named("ClickVerdict", oneOf(STORED_VERDICTS));
const Pays = described("Whether its conversions are paid for.", Type.Boolean());
const Marks = described(
  "What it is: `unique` if it is its visitor's first valid click on the campaign in 24 hours, `repeat` if another was before it, `bot`, `prefetch`, `test`, `data_centre`.",
  Type.Array(text),
);

const AdvertiserId = hiddenFrom(
  described("The campaign's advertiser.", nullable(Id)),
  ["affiliate"],
);

const SUBS = {
  sub1: affiliates(or_null),
  sub2: affiliates(or_null),
  sub3: affiliates(or_null),
  sub4: affiliates(or_null),
  sub5: affiliates(or_null),
  sub6: affiliates(or_null),
  sub7: affiliates(or_null),
  sub8: affiliates(or_null),
  sub9: affiliates(or_null),
  sub10: affiliates(or_null),
};

/** A click in the API. */
export const Click = named(
  "Click",
  Type.Object({
    click_id: text,
    clicked_at: Time,
    campaign_id: Id,
    link_id: affiliates(Id),
    affiliate_id: affiliates(Id),
    advertiser_id: AdvertiserId,
    asn: affiliates(
      described("The visitor's autonomous system.", nullable(Type.Integer())),
    ),
    pays: affiliates(Pays),
    verdict: ClickVerdict,
    country: or_null,
    ip: affiliates(or_null),
    referrer: affiliates(or_null),
    source: affiliates(or_null),
    click_ref: affiliates(described("The affiliate's own click id.", or_null)),
    ...SUBS,
    params: affiliates(nullable(Type.Record(text, text))),
    flags: affiliates(Type.Array(text)),
    marks: affiliates(Marks),
    user_agent: affiliates(or_null),
    device: or_null,
    os: affiliates(or_null),
    browser: affiliates(or_null),
  }),
);

/** Why a click wasn't sent on, as far as that is known. */
export const VerdictDetail = named(
  "VerdictDetail",
  Type.Object({
    cap_id: described("The cap that was used up.", Type.Optional(Id)),
    rule_id: described("The traffic rule that decided.", Type.Optional(Id)),
    reason: described("The rule's reason.", Type.Optional(text)),
    country: described(
      "The country that isn't let in.",
      Type.Optional(or_null),
    ),
    device: described("The device that isn't let in.", Type.Optional(or_null)),
    os: described("The system that isn't let in.", Type.Optional(or_null)),
  }),
);

const CONVERSIONS = {
  conversions: described(
    "The first 100; `GET conversions/{id}` has all of one.",
    Type.Array(
      Type.Object({
        id: Uuid,
        goal_key: text,
        order_id: or_null,
        status: text,
        reason: or_null,
        recorded_at: Time,
      }),
    ),
  ),
};

/** A click, or what its id alone says of one that isn't stored. */
export const ClickWithConversions = named(
  "ClickWithConversions",
  Type.Union([
    Type.Object({
      ...Click.properties,
      stored: Type.Boolean(),
      verdict_detail: affiliates(VerdictDetail),
      ...CONVERSIONS,
    }),
    Type.Object({
      click_id: text,
      stored: Type.Boolean(),
      clicked_at: Time,
      link_id: affiliates(Id),
      campaign_id: nullable(Id),
      affiliate_id: affiliates(nullable(Id)),
      advertiser_id: AdvertiserId,
      pays: affiliates(Pays),
      marks: affiliates(Marks),
      ...CONVERSIONS,
    }),
  ]),
);

/** A click made by a request. */
export const MadeClick = named(
  "MadeClick",
  Type.Object({
    click_id: text,
    url: described("Where the visitor is sent.", or_null),
    verdict: ClickVerdict,
    reason: or_null,
  }),
);

/** Counts of clicks. */
export const ClickSummary = named(
  "ClickSummary",
  summaryOf(CLICK_GROUPS, text),
);

/** A sandbox result in the API. */
export const TriedClick = named(
  "TriedClick",
  Type.Object({
    verdict: ClickVerdict,
    reason: or_null,
    sentence: described("Where the visitor goes, and why.", text),
    fallback: described(
      "Whose fallback the visitor goes to.",
      nullable(oneOf(FALLBACKS)),
    ),
    destination: or_null,
    campaign_id: Id,
    affiliate_id: Id,
    link_id: Id,
    smart_link_id: nullable(Id),
    destination_id: nullable(Id),
    deep_link: or_null,
    pays: Pays,
    flags: Type.Array(text),
    labels: Type.Record(text, text),
    params: Type.Record(text, text),
    visitor: Type.Object({
      country: or_null,
      asn: nullable(Type.Integer()),
      device: text,
      os: text,
      os_version: Type.Optional(or_null),
      browser: text,
      is_bot: Type.Boolean(),
    }),
    steps: Type.Array(
      Type.Object({
        step: text,
        campaign_id: Id,
        found: text,
        ok: Type.Boolean(),
      }),
    ),
  }),
);

/** An old link that led nowhere. */
export const UnresolvedLink = named(
  "UnresolvedLink",
  Type.Object({
    form: described("Whose form it has.", oneOf(OLD_LINK_FORMS)),
    id: described(
      "Its code, or its ids as affiliate and campaign: the `external_id` of a link that would be found.",
      text,
    ),
    count: described("How often it was opened.", Type.Integer()),
    first_seen_at: Time,
    last_seen_at: Time,
    example: described("Path and query of the last one.", text),
    leads_now: described(
      "Whether there is a link for it by now.",
      Type.Boolean(),
    ),
  }),
);

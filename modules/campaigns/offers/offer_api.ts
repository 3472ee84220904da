import { Type } from "@sinclair/typebox";
import { Id, listOf } from "../../http/mod.ts";
import type { ApiDescription, OwnRows } from "../../http/mod.ts";
import { Offer } from "./offer_answers.ts";
import { OFFER_LIST } from "./offer_list.ts";

const OWN: OwnRows = { affiliate: { filter: "affiliate_id", also: ["q"] } };

/** Query of what is shown as an affiliate sees it. */
export const AsAffiliate = Type.Object({
  affiliate_id: Type.Optional(Id),
});

/** API descriptions of the offers. */
export const OFFER_API: ApiDescription = {
  "GET /api/v1/offers": {
    summary: "Lists what an affiliate may promote",
    description:
      "Lists the campaigns that an affiliate may promote or apply for, with its own payout. For an admin or manager, `affiliate_id` says whose; without it, as an affiliate without an approval sees them.",
    own: OWN,
    ...OFFER_LIST,
    answers: { 200: listOf(Offer) },
  },
  "GET /api/v1/offers/:id": {
    summary: "Gets an offer as an affiliate sees it",
    description:
      "The id is the campaign's. For an admin or manager, `affiliate_id` says whose offer it is.",
    own: OWN,
    query: AsAffiliate,
    answers: { 200: Offer },
  },
  "POST /api/v1/offers/:id/apply": {
    summary: "Applies for a campaign",
    description:
      "Asks for an approval; a public campaign is approved at once. The same application again changes nothing. A campaign with terms asks for their version.",
    own: { affiliate: { body: "affiliate_id" } },
    answers: { 200: Offer },
    problems: [
      "affiliate_blocked",
      "affiliate_inactive",
      "already_approved",
      "application_blocked",
      "application_refused",
      "campaign_closed",
      "terms_changed",
    ],
  },
  "POST /api/v1/offers/:id/accept-terms": {
    summary: "Accepts the terms of a campaign",
    own: { affiliate: { body: "affiliate_id" } },
    answers: { 200: Offer },
    problems: [
      "affiliate_blocked",
      "affiliate_inactive",
      "campaign_closed",
      "not_applied",
      "terms_changed",
    ],
  },
};

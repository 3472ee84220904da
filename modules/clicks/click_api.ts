import { Type } from "@sinclair/typebox";
import { described, listOf, nullable } from "../http/mod.ts";
import type { ApiDescription, OwnRows } from "../http/mod.ts";
import {
  Click,
  ClickSummary,
  ClickWithConversions,
  MadeClick,
  TriedClick,
  UnresolvedLink,
} from "./click_answers.ts";
import { CLICK_LIST } from "./read_click.ts";
import { UNRESOLVED_LIST } from "./unresolved_links.ts";

const OWN_LINK: OwnRows = {
  affiliate: { field: "affiliate_id", of: "/api/v1/links/:id" },
};

/** API descriptions of the click routes. */
export const CLICK_API: ApiDescription = {
  "GET /v1/click/:id/claim": {
    summary: "Claims a click's deep link and labels, once",
    answers: {
      200: Type.Object(
        {
          app_account_token: described(
            "The UUID that stands for the click: for purchases, as `appAccountToken`.",
            nullable(Type.String()),
          ),
          deep_link: nullable(Type.String()),
        },
        { additionalProperties: Type.Unknown() },
      ),
    },
    problems: [
      "already_claimed",
      "invalid_click_id",
      "not_found",
      "unknown_click",
    ],
  },
  "GET /api/v1/clicks": {
    summary: "Lists clicks",
    own: {
      affiliate: { filter: "affiliate_id" },
      advertiser: { filter: "advertiser_id" },
    },
    ...CLICK_LIST,
    answers: { 200: listOf(Click) },
  },
  "GET /api/v1/clicks/summary": {
    summary: "Counts clicks by verdict or another property",
    description:
      "Counts clicks of at most 31 days by one property, with the latest examples. Test clicks are left out.",
    own: {
      affiliate: { filter: "affiliate_id" },
      advertiser: {
        filter: "advertiser_id",
        hides: ["source_id", "group_by=source", "group_by=affiliate"],
      },
    },
    answers: { 200: ClickSummary },
  },
  "GET /api/v1/clicks/:id": {
    summary: "Gets a click with its conversions",
    own: {
      affiliate: { field: "affiliate_id" },
      advertiser: { field: "advertiser_id" },
    },
    answers: { 200: ClickWithConversions },
  },
  "GET /api/v1/moves/unresolved": {
    summary: "Lists old links that lead nowhere",
    description:
      "Links in other systems' forms whose campaign, affiliate or code isn't known here, the most frequent first. Of each form the 500 most frequent and the 500 latest are kept, for 90 days.",
    ...UNRESOLVED_LIST,
    answers: { 200: listOf(UnresolvedLink) },
  },
  "DELETE /api/v1/clicks/:id/personal-data": {
    summary: "Erases the personal data of a click",
    description:
      "Address, user agent, referrer and other parameters go; device, system and browser stay, since reports count by them.",
    answers: { 204: null },
  },
  "POST /api/v1/clicks": {
    summary: "Records a click without a redirect",
    answers: { 201: MadeClick },
  },
  "POST /api/v1/links/:id/test-click": {
    summary: "Creates a test click of a link",
    own: OWN_LINK,
    limited: {
      affiliate: { field: "affiliate_id", of: "/api/v1/links/:id" },
      advertiser: { field: "advertiser_id", of: "/api/v1/links/:id" },
    },
    answers: { 201: MadeClick },
  },
  "GET /api/v1/links/:id/check": {
    summary: "Says where a link would send a visitor, and why",
    description:
      "Routes a visitor of a country, device and system without storing anything: the step that decides, and a sentence.",
    own: OWN_LINK,
    answers: { 200: TriedClick },
  },
  "POST /api/v1/sandbox/click": {
    summary: "Tries a click out without storing it",
    answers: { 200: TriedClick },
  },
};

import { listOf } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { LIST_FILTERS } from "./list_filters.ts";
import { Advertiser, Affiliate } from "./party_answers.ts";

/** What the routes of this part do and answer. */
export const PARTY_API: ApiDescription = {
  "GET /api/v1/advertisers": {
    summary: "Lists advertisers",
    answers: { 200: listOf(Advertiser) },
    filters: LIST_FILTERS.advertisers,
  },
  "GET /api/v1/advertisers/:id": {
    summary: "Gets an advertiser",
    answers: { 200: Advertiser },
  },
  "POST /api/v1/advertisers": {
    summary: "Creates an advertiser",
    answers: { 201: Advertiser },
    problems: ["already_exists"],
  },
  "PATCH /api/v1/advertisers/:id": {
    summary: "Changes an advertiser",
    answers: { 200: Advertiser },
    problems: ["unknown_currency"],
  },
  "GET /api/v1/affiliates": {
    summary: "Lists affiliates",
    answers: { 200: listOf(Affiliate) },
    filters: LIST_FILTERS.affiliates,
  },
  "GET /api/v1/affiliates/:id": {
    summary: "Gets an affiliate",
    answers: { 200: Affiliate },
  },
  "POST /api/v1/affiliates": {
    summary: "Creates an affiliate",
    answers: { 201: Affiliate },
    problems: ["already_exists"],
  },
  "PATCH /api/v1/affiliates/:id": {
    summary: "Changes an affiliate",
    answers: { 200: Affiliate },
    problems: ["unknown_currency"],
  },
};

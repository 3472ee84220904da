import { listOf } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import {
  NewSource,
  NewSourceSecret,
  Source,
  SourceHealth,
  SourceSheet,
  SourceTest,
  SourceWithToken,
} from "./source_answers.ts";

/** API description of these routes. */
export const SOURCE_API: ApiDescription = {
  "GET /api/v1/advertisers/:id/sources": {
    summary: "Lists the sources of an advertiser",
    answers: { 200: listOf(Source) },
    filters: {},
  },
  "POST /api/v1/advertisers/:id/sources": {
    summary: "Creates a source",
    answers: { 201: NewSource },
    problems: ["already_exists"],
  },
  "GET /api/v1/advertisers/:id/sources/:source_id": {
    summary: "Gets a source",
    answers: { 200: Source },
  },
  "PATCH /api/v1/advertisers/:id/sources/:source_id": {
    summary: "Changes a source",
    answers: { 200: Source },
  },
  "DELETE /api/v1/advertisers/:id/sources/:source_id": {
    summary: "Removes a source",
    answers: { 204: null },
  },
  "POST /api/v1/advertisers/:id/sources/:source_id/rotate-key": {
    summary: "Gives a source a new key",
    answers: { 200: Source },
  },
  "POST /api/v1/advertisers/:id/sources/:source_id/rotate-token": {
    summary: "Gives a source a new token",
    answers: { 200: SourceWithToken },
  },
  "POST /api/v1/advertisers/:id/sources/:source_id/secrets": {
    summary: "Adds a secret to a source",
    answers: { 201: NewSourceSecret },
    problems: ["too_many_secrets"],
  },
  "DELETE /api/v1/advertisers/:id/sources/:source_id/secrets/:secret_id": {
    summary: "Removes a secret of a source",
    answers: { 204: null },
  },
  "GET /api/v1/advertisers/:id/sources/:source_id/sheet": {
    summary: "Gets the sheet to hand over to the sender",
    answers: { 200: [SourceSheet, { media_type: "text/html" }] },
  },
  "GET /api/v1/advertisers/:id/sources/:source_id/health": {
    summary: "Gets the health of a source",
    answers: { 200: SourceHealth },
  },
  "GET /api/v1/advertisers/:id/sources/health": {
    summary: "Gets the health of all sources of an advertiser",
    answers: { 200: listOf(SourceHealth) },
    filters: {},
  },
  "POST /api/v1/advertisers/:id/sources/:source_id/test": {
    summary: "Runs the checklist of a source",
    answers: { 200: SourceTest },
  },
};

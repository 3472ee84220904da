import { listOf, resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { BELL_RESOURCE, Incident, INCIDENT_LIST } from "./resources.ts";

/** API description of this module's routes. */
export const BELLS_API: ApiDescription = {
  ...resourceApi(BELL_RESOURCE),
  "GET /api/v1/incidents": {
    summary: "Lists incidents",
    ...INCIDENT_LIST,
    answers: { 200: listOf(Incident) },
  },
  "GET /api/v1/incidents/:id": {
    summary: "Gets an incident",
    answers: { 200: Incident },
  },
};

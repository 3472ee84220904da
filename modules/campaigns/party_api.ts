import { resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { ADVERTISERS, AFFILIATES } from "./resources.ts";

/** What the routes of this part do and answer. */
export const PARTY_API: ApiDescription = {
  ...resourceApi(ADVERTISERS),
  ...resourceApi(AFFILIATES),
};

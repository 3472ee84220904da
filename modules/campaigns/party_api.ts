import { resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { ADVERTISERS, AFFILIATES } from "./resources.ts";

/** API descriptions of the party routes. */
export const PARTY_API: ApiDescription = {
  ...resourceApi(ADVERTISERS),
  ...resourceApi(AFFILIATES),
};

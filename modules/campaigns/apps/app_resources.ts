import { App, AppBody, Skan, SkanBody } from "./app_model.ts";

/** Below the address of an advertiser's own campaign. */
const OF_OWN_CAMPAIGN = {
  field: "advertiser_id",
  of: "/api/v1/campaigns/:id",
} as const;

/** The API resource of Apple's install postbacks of a campaign. */
export const SKAN = {
  path: "/campaigns/:id/skan",
  single: true,
  one: "which install postbacks of Apple a campaign takes",
  many: "install postbacks",
  limited: { advertiser: OF_OWN_CAMPAIGN },
  put: SkanBody,
  view: Skan,
  problems: ["already_exists"],
} as const;

/** The API resource of a campaign's apps. */
export const APP = {
  path: "/campaigns/:id/app",
  single: true,
  one: "the apps of a campaign",
  many: "apps",
  limited: { advertiser: OF_OWN_CAMPAIGN },
  put: AppBody,
  view: App,
} as const;

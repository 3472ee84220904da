import { resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { QR_MEDIA } from "./link_qr.ts";
import {
  CAMPAIGNS,
  CLICK_PRICES,
  GOAL_PAYOUTS,
  GOALS,
  LINKS,
} from "./resources.ts";

/** API descriptions of the campaign routes. */
export const CAMPAIGN_API: ApiDescription = {
  ...resourceApi(CAMPAIGNS),
  ...resourceApi(LINKS),
  "GET /api/v1/links/:id/qr": {
    summary: "Gets the QR code of a link",
    own: {
      affiliate: { field: "affiliate_id", of: "/api/v1/links/:id" },
    },
    answers: { 200: { media_type: QR_MEDIA } },
  },
  ...resourceApi(GOALS),
  ...resourceApi(GOAL_PAYOUTS),
  ...resourceApi(CLICK_PRICES),
};

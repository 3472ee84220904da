import { Elysia } from "elysia";
import { ACCESS_API, rolesBehind } from "../modules/access/mod.ts";
import { BELLS_API } from "../modules/bells/mod.ts";
import { CAMPAIGN_ROUTES_API } from "../modules/campaigns/mod.ts";
import { CLICK_API } from "../modules/clicks/mod.ts";
import { docsPage, openapiDocument } from "../modules/http/mod.ts";
import type { ApiDescription, AppRoute } from "../modules/http/mod.ts";
import { AUDIT_API } from "../modules/audit/mod.ts";
import { EVENT_DESCRIPTIONS } from "../modules/deliveries/mod.ts";
import { NOTICE_API } from "../modules/notices/mod.ts";
import { PAYOUT_ROUTES_API } from "../modules/payouts/mod.ts";
import { POSTBACK_ROUTES_API } from "../modules/postbacks/mod.ts";
import { RECONCILIATION_ROUTES_API } from "../modules/reconciliation/mod.ts";
import { MOVE_API } from "../modules/moves/mod.ts";
import { INVESTIGATION_API } from "../modules/investigation/mod.ts";
import { RISK_API } from "../modules/risk/mod.ts";
import { LIVE_API, REPORTS_API } from "../modules/reports/mod.ts";
import { SAVED_REPORTS_API } from "../modules/saved_reports/mod.ts";
import { TRACE_API } from "../modules/trace/mod.ts";
import { AnswerTags, withAnswerTags } from "./answer_tags.ts";
import { SHADOW_API } from "../modules/shadow/mod.ts";
import { SIGN_UP_API } from "../modules/sign_up/mod.ts";
import { SYSTEM_API } from "./system_api.ts";
import { VERSION } from "./version.ts";

const ROUTES: ApiDescription = {
  ...SYSTEM_API,
  ...ACCESS_API,
  ...AUDIT_API,
  ...NOTICE_API,
  ...BELLS_API,
  ...CAMPAIGN_ROUTES_API,
  ...CLICK_API,
  ...SIGN_UP_API,
  ...PAYOUT_ROUTES_API,
  ...POSTBACK_ROUTES_API,
  ...RECONCILIATION_ROUTES_API,
  ...MOVE_API,
  ...SHADOW_API,
  ...RISK_API,
  ...INVESTIGATION_API,
  ...REPORTS_API,
  ...LIVE_API,
  ...SAVED_REPORTS_API,
  ...TRACE_API,
};
/** API descriptions of all routes. */
export const API = withAnswerTags(ROUTES);
/** Tags of the answers that are no resource's. */
export const ANSWER_TAGS = new AnswerTags(ROUTES);

interface RegisteredRoute {
  method: string;
  path: string;
  hooks: unknown;
}

/** Converts one of Elysia's routes to input of the API document. */
export function appRoute({ method, path, hooks }: RegisteredRoute): AppRoute {
  const { body, query, transform } = hooks as Pick<
    AppRoute,
    "body" | "query"
  > & { transform?: unknown[] };
  return { method, path, body, query, roles: rolesBehind(transform ?? []) };
}

/** `openapi.json` and `docs`: the API as a document and as a page, rendered on first use. */
export function apiRoutes(routes: () => readonly RegisteredRoute[]) {
  let text: string | undefined;
  let page: ReturnType<typeof docsPage> | undefined;
  const write = () =>
    openapiDocument({
      version: VERSION,
      routes: routes().map(appRoute),
      descriptions: API,
      webhooks: EVENT_DESCRIPTIONS,
    });
  return new Elysia({ name: "api-document" })
    .get("/openapi.json", () => {
      text ??= JSON.stringify(write());
      return new Response(text, { headers: HEADERS });
    })
    .get("/docs", () => {
      page ??= docsPage(write());
      return new Response(page.text, { headers: page.headers });
    });
}

const HEADERS = {
  "content-type": "application/json; charset=utf-8",
  "x-content-type-options": "nosniff",
};

import { readId, readList } from "../http/mod.ts";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { CLICK_DAY_LIST, listClickDays } from "./clicks/list_click_days.ts";

/** Routes for a campaign's booked clicks, by day. */
export function clickDayRoutes(deps: GuardDeps) {
  return new Elysia({ name: "click-days", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .get("/campaigns/:id/click-days", ({ params, query, principal }) => {
      const list = readList(query, CLICK_DAY_LIST, principal);
      const { timezone } = principal;
      const of = { campaign_id: readId(params.id), timezone };
      return listClickDays(deps.db, of, list);
    });
}

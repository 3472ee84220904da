import { invalid, readId, readPage } from "../http/mod.ts";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { listClickDays } from "./clicks/list_click_days.ts";

const CURSOR = /^\d{4}-\d{2}-\d{2}:\d{1,10}$/;

/** Routes for a campaign's booked clicks, by day. */
export function clickDayRoutes(deps: GuardDeps) {
  return new Elysia({ name: "click-days", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .get("/campaigns/:id/click-days", ({ params, query }) => {
      const page = readPage(query);
      if (page.after !== null && !CURSOR.test(page.after)) {
        throw invalid("cursor", "not ours");
      }
      return listClickDays(deps.db, readId(params.id), page);
    });
}

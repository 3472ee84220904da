import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { pageOfRows, readId, readList } from "../http/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import {
  affiliateBalance,
  BALANCE_LIST,
  BALANCE_ROWS,
} from "./affiliate_balance.ts";
import {
  AFFILIATE_ENTRY_LIST,
  listAffiliateEntries,
  readAffiliateEntry,
} from "./affiliate_entries.ts";

export interface AffiliateRoutesDeps extends GuardDeps {
  /** The network's time zone. */
  default_timezone: string;
}

/**
 * Routes for an affiliate's balance and the entries behind it; also for the
 * affiliate itself.
 */
export function affiliateRoutes(deps: AffiliateRoutesDeps) {
  const { db, clock, default_timezone } = deps;
  return new Elysia({ name: "affiliate-money", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager", "affiliate"]))
    .get("/affiliates/:id/balance", async ({ params, query, principal }) => {
      const list = readList(query, BALANCE_LIST, principal);
      const affiliate_id = readId(params.id);
      const now_ms = clock.nowMs();
      const asked = { affiliate_id, now_ms, default_timezone };
      const data = await affiliateBalance(db, asked);
      return {
        as_of: isoTime(now_ms),
        ...pageOfRows(BALANCE_ROWS, data, list),
      };
    })
    .get("/affiliates/:id/entries", ({ params, query, principal }) => {
      const affiliate_id = readId(params.id);
      const list = readList(query, AFFILIATE_ENTRY_LIST, principal);
      const of = { affiliate_id, now_ms: clock.nowMs() };
      return listAffiliateEntries(db, of, list);
    })
    .get("/affiliates/:id/entries/:entry_id", ({ params }) => {
      const affiliate_id = readId(params.id);
      const asked = { affiliate_id, now_ms: clock.nowMs() };
      return readAffiliateEntry(db, asked, params.entry_id);
    });
}

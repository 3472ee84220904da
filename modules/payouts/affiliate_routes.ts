import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps, Principal } from "../access/mod.ts";
import { checkWholeList, invalid, readId, readPage } from "../http/mod.ts";
import { isoTime, Problem } from "../kernel/mod.ts";
import { affiliateBalance } from "./affiliate_balance.ts";
import {
  FIGURES,
  listAffiliateEntries,
  readAffiliateEntry,
} from "./affiliate_entries.ts";
import { nextRun } from "./payments/schedule.ts";

const text = Type.Optional(Type.String({ maxLength: 300 }));
const EntriesQuery = Type.Object({
  limit: text,
  cursor: text,
  figure: text,
  currency: text,
});

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
      checkWholeList(query);
      const affiliate_id = whose(params.id, principal);
      const now = clock.nowMs();
      const data = await affiliateBalance(
        db,
        { affiliate_id, now, default_timezone },
        ({ schedule, timezone, status, payment_hold }) =>
          payment_hold || status === "blocked"
            ? null
            : nextRun(schedule, now, timezone ?? default_timezone),
      );
      return { as_of: isoTime(now), data, next_cursor: null };
    })
    .get(
      "/affiliates/:id/entries",
      ({ params, query, principal }) => {
        const figure = FIGURES.find((name) => name === query.figure);
        if (query.figure !== undefined && figure === undefined) {
          throw invalid("figure", `one of ${FIGURES.join(", ")} is expected`);
        }
        const affiliate_id = whose(params.id, principal);
        const now_ms = clock.nowMs();
        const { currency } = query;
        const asked = { affiliate_id, now_ms, figure, currency };
        return listAffiliateEntries(db, asked, readPage(query));
      },
      { query: EntriesQuery },
    )
    .get("/affiliates/:id/entries/:entry_id", ({ params, principal }) => {
      const affiliate_id = whose(params.id, principal);
      const asked = { affiliate_id, now_ms: clock.nowMs() };
      return readAffiliateEntry(db, asked, params.entry_id);
    });
}

/** Parses the affiliate's id in the path; 404 if this principal may not see it. */
function whose(text: string, principal: Principal): number {
  const id = readId(text);
  if (principal.role !== "affiliate" || principal.affiliate_id === id)
    return id;
  throw new Problem(404, "not_found", "Nothing here");
}

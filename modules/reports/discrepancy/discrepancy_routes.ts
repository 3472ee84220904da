import { eq } from "drizzle-orm";
import { Elysia } from "elysia";
import type { Database } from "../../../db/mod.ts";
import { affiliates } from "../../../db/schema/mod.ts";
import { guard } from "../../access/mod.ts";
import type { GuardDeps } from "../../access/mod.ts";
import { invalid } from "../../http/mod.ts";
import { Problem } from "../../kernel/mod.ts";
import { askerName } from "../asker_name.ts";
import type { Discrepancies } from "./discrepancies.ts";
import { DiscrepancyBody } from "./discrepancy_body.ts";
import { presentDiscrepancy } from "./present.ts";
import { readFile } from "./read_file.ts";
import { readDays, readRows } from "./read_theirs.ts";

/** Dependencies of the route; `default_timezone` is the network's. */
export interface DiscrepancyRoutesDeps extends GuardDeps {
  reports: { discrepancies: Pick<Discrepancies, "explain"> };
  default_timezone: string;
}

/** `reports/discrepancy`: why a tracker's figures differ from ours. */
export function discrepancyRoutes(deps: DiscrepancyRoutesDeps) {
  const { db, clock, reports, default_timezone } = deps;
  return new Elysia({ name: "discrepancy", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager", "affiliate"]))
    .post(
      "/reports/discrepancy",
      async ({ body, request, principal }) => {
        const { affiliate_id, rows, file } = body;
        const now_ms = clock.nowMs();
        const { timezone: own_timezone } = principal;
        const asker = { timezone: own_timezone, now_ms };
        const period = readDays(body, asker);
        if ((rows === undefined) === (file === undefined)) {
          throw invalid("rows", "either `rows` or `file` is needed");
        }
        const theirs =
          file === undefined
            ? readRows(rows ?? [], period.days)
            : readFile(file, period.days);
        const of_affiliate = await timezoneOf(db, affiliate_id);
        const found = await reports.discrepancies.explain({
          affiliate_id,
          days: theirs,
          timezones: [
            period.timezone,
            ...(of_affiliate === null ? [] : [of_affiliate]),
            default_timezone,
            own_timezone,
          ],
          whose: askerName(principal),
          signal: request.signal,
        });
        const given = new Set(theirs.map(({ day }) => day));
        const not_compared = period.days.filter((day) => !given.has(day));
        const view = { ...period, affiliate_id, days: theirs, not_compared };
        return presentDiscrepancy(view, found);
      },
      { body: DiscrepancyBody },
    );
}

/** An affiliate's own zone; a Problem if there is no such affiliate. */
async function timezoneOf(
  db: Database,
  affiliate_id: number,
): Promise<string | null> {
  const [affiliate] = await db
    .select({ timezone: affiliates.timezone })
    .from(affiliates)
    .where(eq(affiliates.id, affiliate_id));
  if (affiliate !== undefined) return affiliate.timezone;
  const detail = "The affiliate does not exist";
  throw new Problem(422, "unknown_reference", detail, {
    errors: [{ field: "affiliate_id", message: "does not exist" }],
  });
}

import type { Queryable } from "../../db/mod.ts";
import { readRates } from "../payouts/mod.ts";
import { laneName } from "./engine/mod.ts";
import type { Lane, Rate } from "./engine/mod.ts";

/** The rates of each lane's own day, by the names of the lanes. */
export async function readReportRates(
  db: Queryable,
  lanes: readonly Lane[],
  currency: string,
): Promise<ReadonlyMap<string, Rate>> {
  const known = await readRates(db, {
    days: lanes.flatMap(({ rate_day }) => rate_day ?? []),
    currencies: [currency, ...new Set(lanes.map((lane) => lane.currency))],
  });
  const rates = new Map<string, Rate>();
  for (const lane of lanes) {
    if (lane.rate_day === null) continue;
    const at_ms = Date.parse(`${lane.rate_day}T00:00:00Z`);
    const rate = known.find(lane.currency, currency, at_ms);
    if (rate !== null) rates.set(laneName(lane), rate);
  }
  return rates;
}

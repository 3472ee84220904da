import type { Counted } from "./counted.ts";
import { knownCurrency } from "./cursor.ts";
import { laneName, Lanes } from "./exchange.ts";
import type { Lane, ReportPlan } from "./plan.ts";

/** A counted report before its money is converted. */
export class CountedReport {
  readonly plan: ReportPlan;
  readonly counted: Counted;
  readonly lanes: Lanes;
  /** The report's. */
  readonly currency: string;

  constructor(plan: ReportPlan, counted: Counted) {
    this.plan = plan;
    this.counted = counted;
    this.lanes = new Lanes(counted);
    this.currency =
      knownCurrency(plan) ?? this.#onlyCurrency() ?? plan.default_currency;
  }

  /** Money that needs a rate to be converted to the report's currency. */
  lanesToConvert(): Lane[] {
    const lanes = new Map<string, Lane>();
    for (let tag = 0; tag < this.lanes.tags; tag++) {
      const lane = this.lanes.lane(tag);
      if (lane.currency !== this.currency) lanes.set(laneName(lane), lane);
    }
    return [...lanes.values()];
  }

  /** The only currency of the period's conversions. */
  #onlyCurrency(): string | undefined {
    const { conversions } = this.counted.periods[0]!;
    const currencies = new Set<string>();
    for (let cell = 0; cell < conversions.cells.size; cell++) {
      if (!conversions.isSomething(cell)) continue;
      currencies.add(this.lanes.currency(conversions.cells.tag(cell)));
    }
    return currencies.size === 1 ? [...currencies][0] : undefined;
  }
}

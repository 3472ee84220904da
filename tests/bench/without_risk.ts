import { cutFunctions } from "./cut_functions.ts";

/**
 * Preloaded into a bench's tracker (`bun --preload …`): judges no sale for its risk and keeps none. The
 * product has no such switch; the difference is what judging costs.
 */
cutFunctions("without risk", [
  {
    file: /modules\/risk\/live\/live_risk\.ts$/,
    head: /  judge\(sale: LiveSale\): LiveVerdict \{/,
    instead: "if (sale) return { risk: CLEAR, action: null, customer: null };",
  },
  {
    file: /modules\/risk\/live\/live_risk\.ts$/,
    head: /  asksForClick\([^)]*\): boolean \{/,
    instead: "if (campaign_id) return false;",
  },
  {
    file: /modules\/risk\/live\/live_risk\.ts$/,
    head: /  async refresh\(db: Queryable\): Promise<void> \{/,
    instead: "if (db) return;",
  },
  {
    file: /modules\/risk\/live\/live_risk\.ts$/,
    head: /export async function keepRisks\([^)]*\): Promise<void> \{/,
    instead: "if (made.length >= 0) return;",
  },
]);

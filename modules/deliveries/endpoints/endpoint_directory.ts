import { eq } from "drizzle-orm";
import type { Transaction } from "../../../db/mod.ts";
import { endpoints } from "../../../db/schema/mod.ts";
import type { ConfigurationPart } from "../../campaigns/mod.ts";
import type { SealKey } from "../../kernel/mod.ts";
import { isAdPlatform } from "../ads/ad_platforms.ts";
import { CLICK_COLUMNS } from "../click_columns.ts";
import { buildEndpoint } from "./endpoint_config.ts";
import type { EndpointConfig, EndpointRow, Failed } from "./endpoint_config.ts";

/** The parts of a conversion's change that endpoints are matched by. */
export interface Change {
  affiliate_id: number;
  campaign_id: number;
  goal_key: string;
  status: string;
  payout_micros: bigint;
}

/** The fields that endpoints are matched by. */
type Choice = Pick<
  EndpointConfig,
  "campaign_id" | "statuses" | "goals" | "send_zero" | "also_general" | "preset"
>;

/** The enabled endpoints, in memory with the rest of the configuration. */
export class EndpointDirectory implements ConfigurationPart {
  readonly name = "endpoints";
  readonly #seal_key: SealKey;
  readonly #failed: Failed;
  #by_id = new Map<number, EndpointConfig>();
  #by_affiliate = new Map<number, EndpointConfig[]>();
  #click_columns: readonly string[] = CLICK_COLUMNS;

  constructor(seal_key: SealKey, failed: Failed) {
    this.#seal_key = seal_key;
    this.#failed = failed;
  }

  async read(tx: Transaction): Promise<EndpointRow[]> {
    return await tx.select().from(endpoints).where(eq(endpoints.enabled, true));
  }

  build(rows: readonly unknown[]): void {
    const all = (rows as readonly EndpointRow[]).flatMap(
      (row) => buildEndpoint(row, this.#seal_key, this.#failed) ?? [],
    );
    this.#by_id = new Map(all.map((endpoint) => [endpoint.id, endpoint]));
    this.#by_affiliate = Map.groupBy(all, (endpoint) => endpoint.affiliate_id);
    const read = new Set(all.flatMap(({ click_columns }) => click_columns));
    this.#click_columns = CLICK_COLUMNS.filter((column) => read.has(column));
  }

  /** Columns of a click's row that any enabled endpoint needs. */
  get click_columns(): readonly string[] {
    return this.#click_columns;
  }

  /** An enabled endpoint. */
  byId(id: number): EndpointConfig | undefined {
    return this.#by_id.get(id);
  }

  /** The endpoints that a change is sent to. */
  matching(change: Change): EndpointConfig[] {
    return matchEndpoints(
      this.#by_affiliate.get(change.affiliate_id) ?? [],
      change,
    );
  }
}

/**
 * Picks the affiliate's endpoints for a change: of its trackers, and of each ad platform for itself,
 * so that a campaign's own pixel leaves the tracker told.
 */
export function matchEndpoints<T extends Choice>(
  rows: readonly T[],
  change: Change,
): T[] {
  if (!rows.some(({ preset }) => isAdPlatform(preset))) {
    return matchOfKind(rows, change);
  }
  const kinds = Map.groupBy(rows, ({ preset }) =>
    isAdPlatform(preset) ? preset : null,
  );
  const matched = new Set(
    [...kinds.values()].flatMap((some) => matchOfKind(some, change)),
  );
  return rows.filter((row) => matched.has(row));
}

/**
 * A campaign's own endpoints replace the general ones, unless one of them also allows those for
 * changes it doesn't take itself. Then status, goal and a payout above zero are matched.
 */
function matchOfKind<T extends Choice>(
  rows: readonly T[],
  change: Change,
): T[] {
  const own = rows.filter((row) => row.campaign_id === change.campaign_id);
  const general = rows.filter((row) => row.campaign_id === null);
  const hearing = own.filter((row) => hears(row, change));
  if (own.length > 0 && (hearing.length > 0 || !own.some(fallsBack))) {
    return hearing;
  }
  return general.filter((row) => hears(row, change));
}

function fallsBack({ also_general }: Choice): boolean {
  return also_general;
}

function hears(row: Choice, change: Change): boolean {
  const is_open = change.status === "approved" || change.status === "pending";
  const is_zero = is_open && change.payout_micros === 0n;
  return (
    row.statuses.includes(change.status) &&
    (row.goals === null || row.goals.includes(change.goal_key)) &&
    (row.send_zero || !is_zero)
  );
}

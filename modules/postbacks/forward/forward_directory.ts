import type { Transaction } from "../../../db/mod.ts";
import { forwards } from "../../../db/schema/mod.ts";
import type { ConfigurationPart } from "../../campaigns/mod.ts";

/** A forward as stored. */
export type ForwardRow = typeof forwards.$inferSelect;

/** All forwards, kept in memory with the configuration. */
export class ForwardDirectory implements ConfigurationPart {
  readonly name = "forwards";
  #by_id = new Map<number, ForwardRow>();
  #by_source = new Map<number | null, ForwardRow>();

  async read(tx: Transaction): Promise<ForwardRow[]> {
    return await tx.select().from(forwards);
  }

  build(rows: readonly unknown[]): void {
    const given = rows as readonly ForwardRow[];
    this.#by_id = new Map(given.map((row) => [row.id, row]));
    this.#by_source = new Map(given.map((row) => [row.source_id, row]));
  }

  /** A forward that is on. */
  byId(id: number): ForwardRow | undefined {
    return on(this.#by_id.get(id));
  }

  /**
   * The one for what came to a source: its own, else the network's. What its own no longer takes is not
   * for another tracker.
   */
  of(source_id: number | null): ForwardRow | undefined {
    return on(this.#by_source.get(source_id) ?? this.#by_source.get(null));
  }

  /** Those that are on. */
  all(): ForwardRow[] {
    return [...this.#by_id.values()].filter(({ enabled }) => enabled);
  }
}

function on(forward: ForwardRow | undefined): ForwardRow | undefined {
  return forward?.enabled === true ? forward : undefined;
}

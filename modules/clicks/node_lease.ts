import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { nodeLeases } from "../../db/schema/mod.ts";
import type { Clock } from "../kernel/mod.ts";

const NODES = 65_536;
const TRIES_MAX = 64;
const LEASE_MS = 24 * 3_600_000;

/** Two processes must never mint with the same node number, so each leases one from the database. */
export class NodeLease {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #holder = crypto.randomUUID();
  #node: number | undefined;

  constructor(deps: { db: Database; clock: Clock }) {
    this.#db = deps.db;
    this.#clock = deps.clock;
  }

  /** The node number that is held. */
  get node(): number {
    if (this.#node === undefined) throw new Error("No node number is leased");
    return this.#node;
  }

  /** Takes a node number that nobody holds. */
  async take(): Promise<void> {
    const [start = 0] = crypto.getRandomValues(new Uint16Array(1));
    for (let tried = 0; tried < TRIES_MAX; tried++) {
      const node = (start + tried) % NODES;
      if (await this.#claim(node)) {
        this.#node = node;
        return;
      }
    }
    throw new Error(
      `Cannot lease a node number: ${TRIES_MAX} in a row are held`,
    );
  }

  /** Holds on to the number; takes another where it was lost. */
  async renew(): Promise<void> {
    if (this.#node === undefined || !(await this.#claim(this.#node))) {
      await this.take();
    }
  }

  /** Gives the number back. */
  async release(): Promise<void> {
    if (this.#node === undefined) return;
    await this.#db
      .delete(nodeLeases)
      .where(
        and(
          eq(nodeLeases.node, this.#node),
          eq(nodeLeases.holder, this.#holder),
        ),
      );
    this.#node = undefined;
  }

  /** One statement decides: the row is new, ours, or its lease has run out. */
  async #claim(node: number): Promise<boolean> {
    const now_ms = this.#clock.nowMs();
    const rows = await this.#db
      .insert(nodeLeases)
      .values({ node, holder: this.#holder, leased_until: now_ms + LEASE_MS })
      .onConflictDoUpdate({
        target: nodeLeases.node,
        set: {
          holder: sql`excluded.holder`,
          leased_until: sql`excluded.leased_until`,
        },
        setWhere: sql`${nodeLeases.holder} = excluded.holder or ${nodeLeases.leased_until} < ${new Date(now_ms).toISOString()}`,
      })
      .returning({ node: nodeLeases.node });
    return rows.length > 0;
  }
}

import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { nodeLeases } from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";

/** 0 is the number of test clicks. */
const NODES = 65_535;
const TRIES_MAX = 64;

/** A node number that a process holds, and the times that its ids may carry. */
export interface LeaseTerm {
  node: number;
  /** Whose term it is; no two terms have the same one. */
  holder: string;
  /** The first moment that may stand in an id. */
  leased_from: number;
  /** The first that no longer may. */
  leased_until: number;
}

/** Where leases are kept. Terms of one number never overlap. */
export interface LeaseTable {
  /** Gives the holder a number whose last lease ended before `leased_from`. */
  take(term: Omit<LeaseTerm, "node">): Promise<number>;
  /** Moves the end of a lease on, never back; null where the number is somebody else's by now. */
  extend(term: LeaseTerm, leased_until: number): Promise<number | null>;
}

/** The leases of all processes that share a database. */
export function databaseLeases(db: Database, nodes = NODES): LeaseTable {
  return {
    async take(term) {
      const [start = 0] = crypto.getRandomValues(new Uint16Array(1));
      for (let tried = 0; tried < TRIES_MAX; tried++) {
        const node = 1 + ((start + tried) % nodes);
        if (await claim(db, { ...term, node })) return node;
      }
      throw new Error(
        `Cannot lease a node number: ${TRIES_MAX} in a row are held`,
      );
    },
    async extend(term, leased_until) {
      const rows = await db
        .update(nodeLeases)
        .set({
          leased_until: sql`greatest(${nodeLeases.leased_until}, ${isoTime(leased_until)}::timestamptz)`,
        })
        .where(
          and(
            eq(nodeLeases.node, term.node),
            eq(nodeLeases.holder, term.holder),
          ),
        )
        .returning({ leased_until: nodeLeases.leased_until });
      return rows[0]?.leased_until ?? null;
    },
  };
}

/** One statement decides: nobody had the number yet, or its lease ended before this one begins. */
async function claim(db: Database, term: LeaseTerm): Promise<boolean> {
  const { node, holder, leased_from, leased_until } = term;
  const rows = await db
    .insert(nodeLeases)
    .values({ node, holder, leased_until })
    .onConflictDoUpdate({
      target: nodeLeases.node,
      set: {
        holder: sql`excluded.holder`,
        leased_until: sql`excluded.leased_until`,
      },
      setWhere: sql`${nodeLeases.leased_until} < ${isoTime(leased_from)}::timestamptz`,
    })
    .returning({ node: nodeLeases.node });
  return rows.length > 0;
}

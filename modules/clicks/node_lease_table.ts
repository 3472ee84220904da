import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { nodeLeases } from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { IMPORT_NODES } from "./click_id.ts";

/** Node 0 is for test clicks, those from `IMPORT_NODES` on for imported ones. */
const NODES = IMPORT_NODES.first - 1;
const TRIES_MAX = 64;

/** A leased node number and the time range of its ids. */
export interface LeaseTerm {
  node: number;
  /** Unique per term. */
  holder: string;
  /** The first time an id may carry. */
  leased_from: number;
  /** The end of the range, exclusive. */
  leased_until: number;
}

/** Where leases are kept. Terms of one number never overlap. */
export interface LeaseTable {
  /** Leases a number whose last term ended before `leased_from`. */
  take(term: Omit<LeaseTerm, "node">): Promise<number>;
  /** Extends a lease, never shortens it; null if the number was taken over. */
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

/** A single atomic statement: the number is free, or its lease ended before this one begins. */
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

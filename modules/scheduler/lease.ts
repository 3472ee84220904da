import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { leases } from "../../db/schema/mod.ts";

/** Duration of a lease by the database's clock; renewed three times in it. */
const LEASE_S = 6;

/**
 * A lease row: its holder is the leader. A row and not an advisory lock, since a
 * stopped process keeps a lock but can't renew a lease. Two leaders for a moment do no
 * harm: each firing is a row that can be inserted once.
 */
export class Lease {
  readonly #db: Database;
  readonly #name: string;
  readonly #holder = crypto.randomUUID();

  constructor(db: Database, name: string) {
    this.#db = db;
    this.#name = name;
  }

  /** Takes or renews the lease; false while somebody else holds it. */
  async hold(): Promise<boolean> {
    const rows = await this.#db.execute(sql`
      insert into ${leases} (name, holder, leased_until)
      values (${this.#name}, ${this.#holder}, now() + make_interval(secs => ${LEASE_S}))
      on conflict (name) do update
        set holder = excluded.holder, leased_until = excluded.leased_until
        where ${leases}.holder = excluded.holder or ${leases}.leased_until < now()
      returning name`);
    return rows.length > 0;
  }

  /** Releases the lease, so that the next leader doesn't have to wait for it to expire. */
  async release(): Promise<void> {
    await this.#db.execute(
      sql`delete from ${leases} where name = ${this.#name} and holder = ${this.#holder}`,
    );
  }
}

import { sql } from "drizzle-orm";
import type { Database } from "../db/mod.ts";

/** A line of the audit as stored. */
export interface AuditLine extends Record<string, unknown> {
  id: string;
  at: string;
  kind: string;
  action: string;
  resource: string;
  resource_id: string;
  user_id: string | null;
  token_id: string | null;
  name: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** All lines of the audit, oldest first. */
export async function auditLines(
  db: Pick<Database, "execute">,
): Promise<AuditLine[]> {
  return await linesFrom(db, "-infinity");
}

async function linesFrom(
  db: Pick<Database, "execute">,
  at: string,
): Promise<AuditLine[]> {
  const rows = await db.execute<AuditLine>(sql`
    select * from audit
    where at >= ${at}::timestamptz - interval '10 seconds' order by id`);
  return [...rows];
}

/** Collects the lines that appear between two questions. */
export class NewLines {
  readonly #db: Pick<Database, "execute">;
  readonly #seen = new Set<string>();
  #last_at = "-infinity";

  constructor(db: Pick<Database, "execute">) {
    this.#db = db;
  }

  /** Returns the lines since the last question; none is committed later than seconds after it. */
  async next(): Promise<AuditLine[]> {
    const lines = await linesFrom(this.#db, this.#last_at);
    const added = lines.filter(({ id }) => !this.#seen.has(id));
    for (const { id, at } of added) {
      this.#seen.add(id);
      this.#last_at = at;
    }
    return added;
  }
}

import { sql } from "drizzle-orm";
import type { Database } from "../db/mod.ts";

/** A line of the audit as stored. */
export interface AuditLine extends Record<string, unknown> {
  id: string;
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
  return [
    ...(await db.execute<AuditLine>(sql`select * from audit order by id`)),
  ];
}

/** Collects the lines that appear between two questions. */
export class NewLines {
  readonly #db: Pick<Database, "execute">;
  #seen = new Set<string>();

  constructor(db: Pick<Database, "execute">) {
    this.#db = db;
  }

  /** Returns the lines since the last question. */
  async next(): Promise<AuditLine[]> {
    const lines = await auditLines(this.#db);
    const added = lines.filter(({ id }) => !this.#seen.has(id));
    this.#seen = new Set(lines.map(({ id }) => id));
    return added;
  }
}

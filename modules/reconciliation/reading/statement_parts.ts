import { open } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { and, eq, gt, max, sql, sum } from "drizzle-orm";
import { driverOf, insertRows } from "../../../db/mod.ts";
import type { Database, Queryable, Transaction } from "../../../db/mod.ts";
import { statementParts, statements } from "../../../db/schema/mod.ts";
import { found } from "../../http/mod.ts";
import { newId, Problem } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { SpooledFile } from "./upload_spool.ts";

const PART_BYTES = 262_144;
/** Bytes of files that one advertiser may send in 24 hours: they are kept for good. */
export const STATEMENT_BYTES_A_DAY_MAX = 2_147_483_648;
const DAY_MS = 86_400_000;
const RETRY_AFTER_S = 3_600;

/** A statement as its table has it. */
export type Statement = typeof statements.$inferSelect;

/** Whose file it is, and how it came. */
export interface StatementInput {
  advertiser_id: number;
  file_name: string | null;
  content_type: string | null;
  received_by: string;
}

/**
 * Keeps the bytes of a file, once for an advertiser: the same file again is the
 * statement that is there. Its row stays locked, so that two who bring the same
 * file at once do so one after the other.
 */
export async function keepStatement(
  { clock }: { clock: Clock },
  tx: Transaction,
  input: StatementInput & { file: SpooledFile },
): Promise<Statement> {
  const { file, ...others } = input;
  const { sha256, byte_count } = file;
  const received_at = clock.nowMs();
  const id = newId(clock);
  const made = await insertRows(
    tx,
    statements,
    [{ id, sha256, byte_count, received_at, ...others }],
    { skip_conflicts: true, returning: ["id"] },
  );
  if (made.length > 0) {
    await checkQuota(tx, input.advertiser_id, received_at);
    await copyParts(tx, id, file.path);
  }
  const rows = await tx
    .select()
    .from(statements)
    .where(
      and(
        eq(statements.advertiser_id, input.advertiser_id),
        eq(statements.sha256, sha256),
      ),
    )
    .for("update");
  return found(rows[0]);
}

/** A Problem where the file that was just noted is more than its advertiser may bring. */
async function checkQuota(
  tx: Transaction,
  advertiser_id: number,
  now_ms: number,
): Promise<void> {
  // Two at once would not see each other's bytes; the next statement sees what is committed by then.
  const lock = `statement bytes ${advertiser_id}`;
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`,
  );
  const total = await bytesOfDay(tx, advertiser_id, now_ms);
  if (total > STATEMENT_BYTES_A_DAY_MAX) throw beyondQuota();
}

/**
 * How many bytes are worth reading of what an advertiser brings now: as many as
 * its quota has left, and as the largest file that it has brought, which takes no
 * room where it comes again.
 */
export async function readableBytes(
  { db, clock }: { db: Database; clock: Clock },
  advertiser_id: number,
): Promise<number> {
  const total = await bytesOfDay(db, advertiser_id, clock.nowMs());
  const [largest] = await db
    .select({ bytes: max(statements.byte_count) })
    .from(statements)
    .where(eq(statements.advertiser_id, advertiser_id));
  return Math.max(STATEMENT_BYTES_A_DAY_MAX - total, largest?.bytes ?? 0);
}

async function bytesOfDay(
  db: Queryable,
  advertiser_id: number,
  now_ms: number,
): Promise<number> {
  const [row] = await db
    .select({ total: sum(statements.byte_count).mapWith(Number) })
    .from(statements)
    .where(
      and(
        eq(statements.advertiser_id, advertiser_id),
        gt(statements.received_at, now_ms - DAY_MS),
      ),
    );
  return row?.total ?? 0;
}

/** More than an advertiser may bring in a day. */
export function beyondQuota(): Problem {
  const detail = `An advertiser's statements have at most ${STATEMENT_BYTES_A_DAY_MAX} bytes in 24 hours; this one goes beyond that`;
  const headers = { "retry-after": String(RETRY_AFTER_S) };
  return new Problem(429, "rate_limited", detail, { headers });
}

/** One piece of the file is in memory at a time. */
async function copyParts(
  tx: Transaction,
  statement_id: string,
  path: string,
): Promise<void> {
  const stream = await driverOf(tx)
    .unsafe("copy statement_parts (statement_id, part, bytes) from stdin")
    .writable();
  const done = finished(stream);
  // Whoever waits for room hears of a refusal, too.
  done.catch(() => {});
  const file = await open(path, "r");
  try {
    for (let part = 0; ; part++) {
      const bytes = await readPart(file, part);
      if (bytes.length === 0) break;
      const line = `${statement_id}\t${part}\t\\\\x${bytes.toHex()}\n`;
      if (stream.write(line)) continue;
      const { promise, resolve } = Promise.withResolvers<void>();
      stream.once("drain", resolve);
      await Promise.race([promise, done]);
    }
    stream.end();
    await done;
  } finally {
    await file.close();
  }
}

async function readPart(
  file: Awaited<ReturnType<typeof open>>,
  part: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(PART_BYTES);
  let length = 0;
  while (length < PART_BYTES) {
    const { bytesRead } = await file.read(
      bytes,
      length,
      PART_BYTES - length,
      part * PART_BYTES + length,
    );
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

/** The bytes of a statement, piece by piece; the next one is fetched while one is being read. */
export async function* statementBytes(
  db: Database,
  statement_id: string,
): AsyncGenerator<Uint8Array> {
  const fetchPart = async (part: number) => {
    const rows = await db
      .select({ bytes: statementParts.bytes })
      .from(statementParts)
      .where(
        and(
          eq(statementParts.statement_id, statement_id),
          eq(statementParts.part, part),
        ),
      );
    return rows[0]?.bytes;
  };
  let next = fetchPart(0);
  for (let part = 1; ; part++) {
    const bytes = await next;
    if (bytes === undefined) return;
    next = fetchPart(part);
    // Who stops in the middle leaves this one unasked for.
    next.catch(() => {});
    yield bytes;
  }
}

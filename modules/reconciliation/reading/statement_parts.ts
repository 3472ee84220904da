import { open } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { and, eq } from "drizzle-orm";
import { insertRows } from "../../../db/mod.ts";
import type { Database, Transaction } from "../../../db/mod.ts";
import { statementParts, statements } from "../../../db/schema/mod.ts";
import { orNotFound } from "../../http/mod.ts";
import { newId } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { checkQuota } from "./statement_quota.ts";
import type { SpooledFile } from "./upload_spool.ts";

const PART_BYTES = 262_144;

/** A stored statement file. */
export type Statement = typeof statements.$inferSelect;

/** Whose file it is, and how it was received. */
export interface StatementInput {
  advertiser_id: number;
  file_name: string | null;
  content_type: string | null;
  received_by: string;
}

/**
 * Stores the bytes of a file, once per advertiser: for a known file the existing
 * statement is returned. Its row stays locked, so that concurrent uploads of the
 * same file run one after the other.
 */
export async function storeStatement(
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
    { on_conflict: "do nothing", returning: ["id"] },
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
  return orNotFound(rows[0]);
}

/** Copies the file into `statement_parts`, with one part in memory at a time. */
async function copyParts(
  tx: Transaction,
  statement_id: string,
  path: string,
): Promise<void> {
  const stream = await tx.$client
    .unsafe("copy statement_parts (statement_id, part, bytes) from stdin")
    .writable();
  const done = finished(stream);
  // Awaited below; until then its rejection must not count as unhandled.
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

/** Streams the bytes of a statement; the next part is fetched while one is consumed. */
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
    // If the consumer stops early, nobody awaits this one.
    next.catch(() => {});
    yield bytes;
  }
}

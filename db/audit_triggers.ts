import type postgres from "postgres";
import { AUDITED, NOT_AUDITED } from "./audited.ts";
import type { AuditedTable } from "./audited.ts";

const KINDS = ["insert", "update", "delete"] as const;
type ChangeKind = (typeof KINDS)[number];

/** A trigger as it has to be: its text, and the arguments that tell whether it is. */
interface Trigger {
  table: string;
  name: string;
  args: readonly string[];
  text: string;
}

/**
 * Makes the triggers that write the audit as `AUDITED` says, where they differ, and drops those
 * that it no longer states. A trigger that another version made for a table unknown to this one
 * stays.
 */
export async function ensureAuditTriggers(client: postgres.Sql): Promise<void> {
  const found = await client.unsafe<
    { table: string; name: string; args: Uint8Array }[]
  >(
    `select c.relname as "table", t.tgname as name, t.tgargs as args
     from pg_trigger as t join pg_class as c on c.oid = t.tgrelid
     where t.tgfoid = 'audit_row'::regproc and c.relnamespace = 'public'::regnamespace`,
  );
  const known = new Map(
    found.map(({ table, name, args }) => [
      `${table} ${name}`,
      Buffer.from(args).toString("utf8"),
    ]),
  );
  const stated = auditTriggers();
  const missing = stated.filter(({ table, name, args }) => {
    const written = args.map((arg) => `${arg}\0`).join("");
    return known.get(`${table} ${name}`) !== written;
  });
  const names = new Set(stated.map(({ table, name }) => `${table} ${name}`));
  const surplus = found.filter(
    ({ table, name }) =>
      (table in AUDITED || table in NOT_AUDITED) &&
      !names.has(`${table} ${name}`),
  );
  const texts = [
    ...missing.map(({ text }) => text),
    ...surplus.map(({ table, name }) => `drop trigger "${name}" on "${table}"`),
  ];
  // One text: an empty database lacks a hundred of them.
  if (texts.length > 0) await client.unsafe(texts.join(";\n"));
}

/** All triggers that write the audit. */
export function auditTriggers(): Trigger[] {
  return Object.entries(AUDITED).flatMap(([table, audited]) =>
    KINDS.flatMap((kind) => triggersOf(table, audited, kind)),
  );
}

function triggersOf(
  table: string,
  audited: AuditedTable,
  kind: ChangeKind,
): Trigger[] {
  const { resource, key = ["id"], secret = [], ignored = [], when } = audited;
  if (when !== undefined && when[kind] === undefined) return [];
  const condition =
    when?.[kind] ?? (kind === "update" ? "old.* is distinct from new.*" : null);
  // The condition is an argument too, so that a change of it is seen.
  const args = [
    resource,
    ...[key, secret, ignored].map((names) => `{${names.join()}}`),
    condition ?? "",
  ];
  const name = `audit_${kind}`;
  const text = `create or replace trigger ${name} after ${kind} on "${table}" for each row
    ${condition === null ? "" : `when (${condition})`}
    execute function audit_row(${args.map(quoted).join(", ")})`;
  return [{ table, name, args, text }];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

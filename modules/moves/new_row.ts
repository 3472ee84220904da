import type { moveRows, moves } from "../../db/schema/mod.ts";
import { PLANNED, planningOf } from "./kinds/kinds.ts";
import type { MovedRow } from "./moved_thing.ts";
import { OLD_ID_CHARS_MAX } from "./move_model.ts";

const NOTES_MAX = 20;
const TEXT_CHARS_MAX = 2_000;

/** A move as it is stored. */
export type Move = typeof moves.$inferSelect;
/** A row of a move as it is stored. */
export type Row = typeof moveRows.$inferSelect;
/** A row to be stored. */
export type NewRow = typeof moveRows.$inferInsert;

/** A row as it is stored; what has no place here has its verdict already. */
export function newRow(
  { id, from }: Pick<Move, "id" | "from">,
  no: number,
  { file, row_no, thing, notes = [] }: MovedRow,
): NewRow {
  const { kind } = thing;
  const row = {
    ...{ move_id: id, no, from, kind, row_no },
    file: plain(file),
    old_id: "",
    thing: withoutNul(thing),
    notes: notes.slice(0, NOTES_MAX).map(plain),
    verdict: null as string | null,
    reason: null as string | null,
    state: "read",
  };
  const ended = endOf(thing);
  if (ended !== null) return { ...row, ...ended, reason: plain(ended.reason) };
  const old_id = oldIdOf(thing, from);
  if (old_id.length <= OLD_ID_CHARS_MAX) return { ...row, old_id };
  const reason = `Its id has more than ${OLD_ID_CHARS_MAX} characters`;
  return { ...row, verdict: "refuse", state: "refused", reason };
}

function oldIdOf(thing: MovedRow["thing"], from: string): string {
  if (!(PLANNED as readonly string[]).includes(thing.kind)) return "";
  return plain(planningOf(thing.kind).nameOf(thing, from));
}

function endOf(thing: MovedRow["thing"]) {
  switch (thing.kind) {
    case "unreadable":
      return { verdict: "refuse", state: "refused", reason: thing.reason };
    case "skipped":
      return { verdict: "skip", state: "kept", reason: thing.reason };
  }
  return null;
}

function plain(text: string): string {
  return text.replaceAll("\0", "").slice(0, TEXT_CHARS_MAX).toWellFormed();
}

/** Postgres keeps no NUL in JSON. */
function withoutNul(thing: object): Record<string, unknown> {
  const text = JSON.stringify(thing).replaceAll("\\u0000", "");
  return JSON.parse(text) as Record<string, unknown>;
}

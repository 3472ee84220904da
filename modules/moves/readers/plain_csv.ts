import { foldColumn } from "../../reconciliation/mod.ts";
import type {
  MovedCampaign,
  MovedGoal,
  MovedRow,
  MoveFile,
  MoveOptions,
} from "../moved_thing.ts";
import { MoveRow, RowFault } from "./move_row.ts";
import { GOALS, PLAIN_KINDS, readGoal } from "./plain_kinds.ts";
import { readRows } from "./read_rows.ts";
import type { ReadRow, ReadTable } from "./read_rows.ts";
import { faultOf, readRow } from "./tracker_tables.ts";
import type { TableSpec } from "./tracker_tables.ts";
import { withoutDuplicates } from "./tracker_offer.ts";

/** Campaigns and goals that are kept until all files are read, since goals have rows of their own. */
const HELD_MAX = 200_000;
const KIND = "kind";

/** Campaigns wait for the goals that other rows give them. */
class Held {
  readonly campaigns = new Map<string, MovedRow>();
  readonly goals = new Map<string, { goal: MovedGoal; row: MovedRow }[]>();
  #count = 0;

  isFull(): boolean {
    return ++this.#count > HELD_MAX;
  }
}

/**
 * Reads plain CSV or JSON: a table for each file, named after its kind, or with a column `kind`.
 * Columns have our names, or those that the owner's mapping gives them.
 */
export async function* readPlainCsv(
  files: MoveFile[],
  options: MoveOptions = {},
): AsyncGenerator<MovedRow, void, undefined> {
  yield* withoutDuplicates(readAll(files, options));
}

async function* readAll(
  files: MoveFile[],
  options: MoveOptions,
): AsyncGenerator<MovedRow> {
  const held = new Held();
  for (const file of files) {
    const table = await readRows(file);
    if (table === null) {
      yield faultOf(file, "It is empty, or has no header that can be read");
      continue;
    }
    yield* readFile(file, table, options, held);
  }
  yield* released(held);
}

async function* readFile(
  file: MoveFile,
  table: ReadTable,
  options: MoveOptions,
  held: Held,
): AsyncGenerator<MovedRow> {
  const mapped = new Mapped(options.mapping ?? {});
  const columns = table.columns.map((column) => mapped.field(column));
  const of_file = kindOf(file.name);
  if (of_file === undefined && !columns.includes(KIND)) {
    const names = PLAIN_KINDS.map(({ name }) => name).join(", ");
    yield faultOf(
      file,
      `It has no column kind, and its name has none of the words ${names}`,
    );
    return;
  }
  if (of_file !== undefined) {
    const missing = of_file.needs.filter(
      (need) => !need.split("|").some((field) => columns.includes(field)),
    );
    if (missing.length > 0) {
      const lacks = missing.join(" and ").replaceAll("|", " or ");
      yield faultOf(file, `${of_file.name} needs the column ${lacks}`);
      return;
    }
    const unread = columns.filter(
      (field) => field !== KIND && !Object.hasOwn(of_file.columns, field),
    );
    if (unread.length > 0) {
      const reason = `These columns of ${of_file.name} have no place here and were left behind: ${unread.slice(0, 30).join(", ")}`;
      yield { file: file.name, row_no: 1, thing: { kind: "skipped", reason } };
    }
  }
  for await (const row of table.rows) {
    const read = { ...row, cells: mapped.cells(row.cells) };
    for (const said of readOne(file.name, read, of_file, options)) {
      const kept = keep(held, said);
      if (kept !== null) yield kept;
    }
  }
}

/** Cells and columns by our fields instead of the file's names. */
class Mapped {
  readonly #fields = new Map<string, string>();

  constructor(mapping: Readonly<Record<string, string>>) {
    for (const [column, field] of Object.entries(mapping)) {
      this.#fields.set(foldColumn(column), field);
    }
  }

  field(column: string): string {
    const mapped = this.#fields.get(foldColumn(column));
    if (mapped !== undefined) return mapped;
    return FIELD_OF_FOLDED.get(foldColumn(column)) ?? column;
  }

  cells(cells: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    if (this.#fields.size === 0) return cells;
    const mapped = new Map<string, string>();
    for (const [folded, text] of cells) {
      const field = this.#fields.get(folded);
      mapped.set(field === undefined ? folded : foldColumn(field), text);
    }
    return mapped;
  }
}

const FIELD_OF_FOLDED: ReadonlyMap<string, string> = new Map(
  [KIND, ...PLAIN_KINDS.flatMap(({ fields }) => fields.split(" "))].map(
    (field) => [foldColumn(field), field],
  ),
);

function kindOf(file: string): TableSpec | undefined {
  const parts = file.toLowerCase().split(/[^a-z]+/);
  return PLAIN_KINDS.find(({ name }) => parts.includes(name));
}

/** A row, or a goal, which travels as a campaign with that goal only until it is put into its own. */
function* readOne(
  file: string,
  row: ReadRow,
  of_file: TableSpec | undefined,
  options: MoveOptions,
): Iterable<MovedRow | { campaign: string; goal: MovedGoal; row: MovedRow }> {
  const place = { file, row_no: row.row_no };
  const word = row.cells.get(KIND)?.trim().toLowerCase() ?? "";
  const spec = word === "" ? of_file : kindOfWord(word);
  if (spec === undefined && row.problem === null) {
    const reason =
      word === ""
        ? "It has no kind"
        : `"${word.slice(0, 60)}" is no kind of row`;
    yield { ...place, thing: { kind: "unreadable", reason } };
    return;
  }
  if (spec?.name !== GOALS || row.problem !== null) {
    yield* readRow(file, row, spec ?? PLAIN_KINDS[0]!, options);
    return;
  }
  try {
    const cells = new MoveRow(place, row.cells, spec.columns, options);
    const reason = "";
    yield {
      ...readGoal(cells),
      row: { ...place, thing: { kind: "unreadable", reason } },
    };
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
    yield { ...place, thing: { kind: "unreadable", reason: error.message } };
  }
}

/** Kinds in the singular or plural. */
function kindOfWord(word: string): TableSpec | undefined {
  return PLAIN_KINDS.find(({ name }) => name === word || name === `${word}s`);
}

type Said =
  ReturnType<typeof readOne> extends Iterable<infer One> ? One : never;

/** Keeps what waits for other rows; gives the rest back. */
function keep(held: Held, said: Said): MovedRow | null {
  if ("goal" in said) {
    if (held.isFull()) return tooMany(said.row);
    const goals = held.goals.get(said.campaign);
    if (goals === undefined) held.goals.set(said.campaign, [said]);
    else goals.push(said);
    return null;
  }
  const { thing } = said;
  if (thing.kind !== "campaign" || held.campaigns.has(thing.old_id))
    return said;
  if (held.isFull()) return tooMany(said);
  held.campaigns.set(thing.old_id, said);
  return null;
}

function tooMany(row: MovedRow): MovedRow {
  const reason = `Campaigns and goals are more than ${HELD_MAX}: split the move`;
  return { ...row, thing: { kind: "unreadable", reason } };
}

function* released({ campaigns, goals }: Held): Iterable<MovedRow> {
  for (const [id, row] of campaigns) {
    const given = goals.get(id) ?? [];
    goals.delete(id);
    yield {
      ...row,
      thing: withGoals(
        row.thing as MovedCampaign,
        given.map(({ goal }) => goal),
      ),
    };
  }
  for (const [id, orphans] of goals) {
    for (const { row } of orphans) {
      const reason = `Its campaign ${id.slice(0, 60)} is in no file`;
      yield { ...row, thing: { kind: "unreadable", reason } };
    }
  }
}

/** Goals of their own rows replace the one of the campaign's row, unless that has the only prices. */
function withGoals(campaign: MovedCampaign, given: MovedGoal[]): MovedCampaign {
  if (given.length === 0) return campaign;
  const own = campaign.goals.filter(
    ({ payout, revenue }) => payout !== undefined || revenue !== undefined,
  );
  const has_default = given.some(({ is_default }) => is_default === true);
  const goals = has_default ? given : [...own, ...given];
  if (goals.some(({ is_default }) => is_default === true)) {
    return { ...campaign, goals };
  }
  const [first, ...rest] = goals;
  return first === undefined
    ? campaign
    : { ...campaign, goals: [{ ...first, is_default: true }, ...rest] };
}

import { basename } from "node:path";
import { READERS } from "../../modules/moves/mod.ts";
import { createInterface } from "node:readline/promises";
import { formStream } from "./form_stream.ts";
import { countsText, rowLines, wouldDo } from "./move_text.ts";
import type { ShownMove, ShownRow } from "./move_text.ts";
import { ShownProgress } from "./show_progress.ts";
import { readWords } from "./statement_file.ts";
import { terminal } from "./tasks.ts";
import { trackerClient } from "./tracker_client.ts";
import type { TrackerClient } from "./tracker_client.ts";
import { UsageError } from "./usage_error.ts";

const OPTIONS = {
  from: { type: "string" },
  "dry-run": { type: "boolean", default: false },
  yes: { type: "boolean", default: false },
  invite: { type: "boolean", default: false },
  currency: { type: "string" },
  timezone: { type: "string" },
  "date-order": { type: "string" },
  column: { type: "string", multiple: true },
  "conversions-days": { type: "string" },
  apply: { type: "string" },
  undo: { type: "string" },
} as const;

/** Rows that are listed with their reasons; the API has them all. */
const LISTED_MAX = 100;
/** The longest wait for an answer to applying, which is a task if it is long. */
const WORK_TIMEOUT_MS = 240_000;
const UNDER_WAY = ["reading", "applying", "undoing"];

type Values = ReturnType<typeof readWords<typeof OPTIONS>>["values"];

/** `tallyho move FILE… --from TRACKER`: moves another tracker's data into the running tracker. */
export async function moveCommand(words: readonly string[]): Promise<number> {
  const { values, positionals } = readWords(words, OPTIONS);
  const { apply, undo } = values;
  const client = () => trackerClient();
  if (undo !== undefined || apply !== undefined) {
    if (positionals.length > 0 || (undo !== undefined && apply !== undefined)) {
      throw new UsageError("Give --apply or --undo the id of a move, no files");
    }
    const what = undo === undefined ? "apply" : "undo";
    return await work(client(), undo ?? apply ?? "", what);
  }
  if (positionals.length === 0 || values.from === undefined) {
    throw new UsageError("Name the files, and --from which tracker they are");
  }
  if (!Object.hasOwn(READERS, values.from)) {
    const known = Object.keys(READERS).join(", ");
    throw new UsageError(`"${values.from}" can't be read: --from is ${known}`);
  }
  if (values["dry-run"] && values.yes) {
    throw new UsageError("Give either --dry-run or --yes");
  }
  const fields = fieldsOf({ ...values, from: values.from });
  return await moveIn(client(), positionals, { fields, values });
}

function fieldsOf(values: Values & { from: string }): Record<string, string> {
  const mapping = (values.column ?? []).map((text) => {
    const at = text.lastIndexOf("=");
    if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
    throw new UsageError("Give --column as COLUMN=FIELD, such as Offer=name");
  });
  const given: Record<string, string | undefined> = {
    from: values.from,
    invite: values.invite ? "true" : undefined,
    currency: values.currency,
    timezone: values.timezone,
    date_order: values["date-order"],
    conversions_days: values["conversions-days"],
    mapping:
      mapping.length === 0
        ? undefined
        : JSON.stringify(Object.fromEntries(mapping)),
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

async function moveIn(
  client: TrackerClient,
  paths: readonly string[],
  { fields, values }: { fields: Record<string, string>; values: Values },
): Promise<number> {
  const files = paths.map((path) => ({
    name: basename(path),
    blob: Bun.file(path),
  }));
  for (const { blob } of files) {
    if (!(await blob.exists())) {
      throw new Error(`There is no file "${blob.name ?? ""}"`);
    }
  }
  const form = formStream(fields, files);
  const sent = await client.upload("/moves", form.body, form.type);
  const move = await waitFor(client, String(sent["id"]));
  if (move.status !== "planned") return fail(move);
  // With --yes, what became of the rows is shown instead.
  if (!values.yes || !wouldDo(move)) await show(client, move);
  if (!wouldDo(move)) {
    console.log("Nothing of these files is to be made or changed here.");
    return move.counts.some(({ verdict }) => verdict === "refuse") ? 1 : 0;
  }
  if (values["dry-run"]) {
    console.log(
      `Nothing was changed. Apply it: tallyho move --apply ${move.id}`,
    );
    return 0;
  }
  if (!values.yes && !(await confirmed())) {
    console.error(
      `Nothing was changed. Confirm with --yes, or: tallyho move --apply ${move.id}`,
    );
    return 1;
  }
  return await work(client, move.id, "apply");
}

/** Asks whoever sits at the terminal; nobody does in a script. */
async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const asked = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
  try {
    return /^y(?:es)?$/i.test(
      (await asked.question("Apply it? [y/N] ")).trim(),
    );
  } finally {
    asked.close();
  }
}

async function work(
  client: TrackerClient,
  id: string,
  what: "apply" | "undo",
): Promise<number> {
  const path = `/moves/${encodeURIComponent(id)}`;
  await client.call("POST", `${path}/${what}`, undefined, WORK_TIMEOUT_MS);
  const move = await waitFor(client, id);
  if (move.status !== (what === "apply" ? "applied" : "undone")) {
    return fail(move);
  }
  await show(client, move);
  const back = what === "apply" ? `. Undo: tallyho move --undo ${id}` : "";
  console.log(`Move ${id} is ${move.status}${back}`);
  return 0;
}

/** Shows how far a move is until nothing is under way. */
async function waitFor(client: TrackerClient, id: string): Promise<ShownMove> {
  const { rest } = terminal(process.stderr);
  const shown = new ShownProgress("move");
  try {
    for (;;) {
      const path = `/moves/${encodeURIComponent(id)}`;
      const move = (await client.call("GET", path)) as unknown as ShownMove;
      if (!UNDER_WAY.includes(move.status)) return move;
      shown.show(move.done, move.total);
      await rest();
    }
  } finally {
    shown.clear();
  }
}

function fail({ id, status, problem }: ShownMove): number {
  console.error(problem ?? `Move ${id} is ${status}`);
  return 1;
}

/** Prints how many rows have which verdict, and those that a person should look at. */
async function show(client: TrackerClient, move: ShownMove): Promise<void> {
  for (const line of countsText(move)) console.log(line);
  const state =
    move.status === "undone" ? "state=archived,left" : "state=refused";
  await list(client, move, { title: "Refused", query: state });
  if (move.status === "undone") return;
  await list(client, move, {
    title: "Skipped",
    query: "state=kept",
    of: isOdd,
  });
  await list(client, move, {
    ...{ title: "Notes", query: "state=planned,done" },
    of: ({ notes, file }) => notes.length > 0 && file !== "",
  });
}

/** Whether a skipped row says more than that it is here already. */
function isOdd({ reason }: ShownRow): boolean {
  return reason !== null && !/^It is here already$/.test(reason);
}

async function list(
  client: TrackerClient,
  { id, status }: ShownMove,
  {
    title,
    query,
    of = () => true,
  }: { title: string; query: string; of?: (row: ShownRow) => boolean },
): Promise<void> {
  const path = `/moves/${id}/rows`;
  const { data } = await client.call("GET", `${path}?limit=500&${query}`);
  const is_undone = status === "undone";
  const rows = (data as ShownRow[])
    .filter(of)
    // A note from when it moved in says nothing of why it stays.
    .map((row) => (is_undone ? { ...row, notes: [] } : row));
  if (rows.length === 0) return;
  console.log(`\n${is_undone ? "Not removed" : title}:`);
  for (const line of rowLines(rows.slice(0, LISTED_MAX))) console.log(line);
  if (rows.length > LISTED_MAX) {
    console.log(`… and more: GET /api/v1${path}?${query}`);
  }
}

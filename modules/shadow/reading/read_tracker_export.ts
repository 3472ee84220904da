import type { ExportProblem } from "../../../db/schema/mod.ts";
import { clickIdBytes } from "../../clicks/mod.ts";
import { invalid } from "../../http/mod.ts";
import { parseAmount, parseCurrency } from "../../kernel/mod.ts";
import { READERS } from "../../moves/mod.ts";
import type { MovedThing, MoveOptions, MoveSource } from "../../moves/mod.ts";
import { keptText, OldKeys } from "./old_keys.ts";
import type { OldConversion } from "./old_keys.ts";
import type { ReadExport, ReadExportDeps } from "./read_export.ts";

type Moved = Extract<MovedThing, { kind: "conversion" }>;

/** The trackers whose own exports are read; other files are read by the names of their columns. */
export const TRACKERS = (Object.keys(READERS) as MoveSource[]).filter(
  (name) => name !== "csv",
);

const ROWS_MAX = 500_000;
const PROBLEMS_MAX = 100;

/** Reads the conversions of a tracker's own export, as a move reads it. */
export async function readTrackerExport(
  { isClickId }: ReadExportDeps,
  input: {
    bytes: Uint8Array;
    file_name: string | null;
    tracker: MoveSource;
    options: MoveOptions;
  },
): Promise<ReadExport> {
  const text = new TextDecoder().decode(input.bytes);
  const file = { name: input.file_name ?? "conversions", text: whole(text) };
  const rows = new Map<string, OldConversion>();
  const problems: ExportProblem[] = [];
  const keys = new OldKeys();
  let unreadable = 0;
  const reader = READERS[input.tracker];
  for await (const { row_no, thing } of reader([file], input.options)) {
    if (thing.kind !== "conversion" && thing.kind !== "unreadable") continue;
    const read =
      thing.kind === "conversion"
        ? conversionOf(thing, row_no, isClickId)
        : thing.reason;
    if (typeof read === "string") {
      unreadable++;
      const is_room = problems.length < PROBLEMS_MAX;
      if (is_room) problems.push({ row_no, reason: read });
      continue;
    }
    const key = keys.keyOf(read);
    rows.set(key, { ...read, key });
    if (rows.size > ROWS_MAX) {
      throw invalid("file", `has more than ${ROWS_MAX} rows: split it by days`);
    }
  }
  if (rows.size === 0 && unreadable === 0) {
    throw invalid(
      "file",
      `has no conversions as ${input.tracker} exports them`,
    );
  }
  return { columns: {}, rows: [...rows.values()], unreadable, problems };
}

async function* whole(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

/** The conversion as it is kept, or why it can't be compared. */
function conversionOf(
  moved: Moved,
  row_no: number,
  isClickId: (text: string) => boolean,
): Omit<OldConversion, "key"> | string {
  const amounts = {
    amount_micros: microsOf(moved.amount),
    revenue_micros: microsOf(moved.revenue),
    payout_micros: microsOf(moved.payout),
  };
  const bad = Object.entries(amounts).find(
    ([, micros]) => micros === undefined,
  );
  if (bad !== undefined)
    return `Its ${bad[0].replace("_micros", "")} is no amount`;
  const currency =
    moved.currency === undefined ? null : parseCurrency(moved.currency);
  const campaign = keptText(moved.campaign);
  // Some trackers have no affiliates.
  const affiliate = keptText(moved.affiliate) ?? "";
  if (campaign === null) return "It names no campaign";
  const own = [moved.click, ...Object.values(moved.subs ?? {})].find(
    (one) => one !== undefined && isClickId(one.trim()),
  );
  return {
    row_no,
    old_id: keptText(moved.old_id),
    click: keptText(moved.click),
    click_id: own === undefined ? null : clickIdBytes(own.trim()),
    ...{ campaign, affiliate, currency },
    goal: keptText(moved.goal),
    order_id: keptText(moved.order_id),
    status: moved.status,
    amount_micros: amounts.amount_micros ?? null,
    revenue_micros: amounts.revenue_micros ?? null,
    payout_micros: amounts.payout_micros ?? null,
    converted_at: moved.converted_at,
  };
}

/** Null where there is none, undefined where it can't be read. */
function microsOf(text: string | undefined): bigint | null | undefined {
  if (text === undefined) return null;
  return parseAmount(text, { negative: true }) ?? undefined;
}

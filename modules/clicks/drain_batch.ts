import type { CountedClick } from "../campaigns/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { BlockBuilder, packBlock, pickPacked } from "../rollups/mod.ts";
import type { Facts, PackedBlock } from "../rollups/mod.ts";
import { decodeClick, readLabels } from "./click_record.ts";
import { lineStarts, restOfLine } from "./copy_clicks.ts";
import type { Enricher, UserAgentRow } from "./enrich_click.ts";
import { scanStretch } from "./journal/mod.ts";
import type { JournalRecord, Position, RawStretch } from "./journal/mod.ts";
import { RECORD_TYPE } from "./record_type.ts";

const DAY_MS = 86_400_000;
const NONE = -1;

/**
 * Everything the drain's transaction needs of a stretch, in few large pieces because it crosses
 * threads. Each column has one value per click.
 */
export interface DrainBatch {
  clicks: number;
  /** One `COPY` line per click. */
  text: Uint8Array;
  campaign_ids: Float64Array;
  affiliate_ids: Float64Array;
  times_ms: Float64Array;
  /** 1 if the click counts against caps. */
  counted: Uint8Array;
  /** Index into `user_agents`; -1 if already stored. */
  user_agent_at: Int32Array;
  user_agents: UserAgentRow[];
  days: string[];
  /** The clicks of each day by columns, for reports. */
  blocks: DayBlock[];
  /** Records other than clicks, in order. */
  others: JournalRecord[];
  /** Unreadable records, with the reason. */
  unreadable: { reason: string; text: string }[];
  /** The position after the stretch. */
  next: Position;
}

/** Clicks of one day, and their places in the batch. */
export interface DayBlock {
  packed: PackedBlock;
  places: Uint32Array<ArrayBuffer>;
}

/** A half-open range of a batch's clicks. */
export interface ClickRange {
  from: number;
  end: number;
}

/** Input of a batch. */
export interface BatchRequest extends RawStretch {
  /** The journal's id. */
  journal: string;
  /** User agents stored since the last request. */
  stored: bigint[];
}

/** Makes batches of stretches one at a time, possibly in a thread. */
export interface BatchMaker {
  /** Takes ownership of the bytes. */
  make(request: BatchRequest): Promise<DrainBatch>;
  stop(): Promise<void>;
}

/** Reads, enriches and encodes the records of a stretch. */
export function makeBatch(
  enricher: Enricher,
  request: BatchRequest,
): DrainBatch {
  enricher.stored(request.stored);
  const scan = scanStretch(request);
  const { segment, offset } = request.from;
  const batch = emptyBatch(scan.records.length, {
    segment,
    offset: offset + scan.end,
  });
  const lines: string[] = [];
  const user_agents = new Map<bigint, number>();
  const entries = new DayEntries();
  for (const { type, text } of scan.records) {
    if (type !== RECORD_TYPE.click) {
      batch.others.push({ type, text });
      continue;
    }
    const fields = decodeClick(text);
    const click = fields === null ? null : enricher.enrich(fields);
    if (click === null) {
      batch.unreadable.push({ reason: "no click's record", text });
      continue;
    }
    const at = batch.clicks++;
    lines.push(click.line);
    batch.campaign_ids[at] = click.campaign_id;
    batch.affiliate_ids[at] = click.affiliate_id;
    batch.times_ms[at] = click.time_ms;
    batch.counted[at] = click.is_counted ? 1 : 0;
    batch.user_agent_at[at] = place(batch, user_agents, click.new_user_agent);
    entries.add(click.time_ms, click.entry, at);
  }
  batch.text = new TextEncoder().encode(lines.join(""));
  batch.days = entries.days.map((day) => isoTime(day * DAY_MS).slice(0, 10));
  batch.blocks = entries.blocks();
  for (const { from, end } of scan.bad) {
    batch.unreadable.push({
      reason: `segment ${segment}, byte ${offset + from}: the checksum differs`,
      text: request.bytes.subarray(from, end).toString("base64"),
    });
  }
  return batch;
}

/** Collects the clicks of each day. */
class DayEntries {
  readonly #days = new Map<number, { entries: Facts[]; places: number[] }>();

  get days(): number[] {
    return [...this.#days.keys()];
  }

  add(time_ms: number, entry: Facts, place: number): void {
    const day = Math.floor(time_ms / DAY_MS);
    let of_day = this.#days.get(day);
    if (of_day === undefined) {
      of_day = { entries: [], places: [] };
      this.#days.set(day, of_day);
    }
    of_day.entries.push(entry);
    of_day.places.push(place);
  }

  blocks(): DayBlock[] {
    return [...this.#days].map(([day, { entries, places }]) => {
      const builder = new BlockBuilder("click", day, entries.length);
      for (const entry of entries) builder.add(entry);
      return {
        packed: packBlock(builder.finish()),
        places: Uint32Array.from(places),
      };
    });
  }
}

function emptyBatch(clicks_max: number, next: Position): DrainBatch {
  return {
    clicks: 0,
    text: new Uint8Array(),
    campaign_ids: new Float64Array(clicks_max),
    affiliate_ids: new Float64Array(clicks_max),
    times_ms: new Float64Array(clicks_max),
    counted: new Uint8Array(clicks_max),
    user_agent_at: new Int32Array(clicks_max),
    user_agents: [],
    days: [],
    blocks: [],
    others: [],
    unreadable: [],
    next,
  };
}

/** The index of a user agent in the batch, adding it if new. */
function place(
  batch: DrainBatch,
  places: Map<bigint, number>,
  row: UserAgentRow | null,
): number {
  if (row === null) return NONE;
  const known = places.get(row.ua_id);
  if (known !== undefined) return known;
  places.set(row.ua_id, batch.user_agents.length);
  return batch.user_agents.push(row) - 1;
}

/** The buffers of a batch, for transfer to another thread without copying. */
export function memoryOf(batch: DrainBatch): ArrayBufferLike[] {
  const { text, campaign_ids, affiliate_ids, times_ms } = batch;
  const { counted, user_agent_at } = batch;
  return [
    text,
    campaign_ids,
    affiliate_ids,
    times_ms,
    counted,
    user_agent_at,
    ...batch.blocks.flatMap(({ packed, places }) => [
      places,
      ...Object.values(packed.columns),
    ]),
  ].map(({ buffer }) => buffer);
}

/** The `COPY` lines of a range. */
export function textOf(batch: DrainBatch, range: ClickRange): Uint8Array {
  const { text, clicks } = batch;
  if (range.from === 0 && range.end === clicks) return text;
  const starts = lineStarts(text);
  return text.subarray(starts[range.from], starts[range.end]);
}

/** The blocks of the clicks that were stored. */
export function blocksOf(
  { clicks, blocks }: DrainBatch,
  stored: readonly ClickRange[],
): PackedBlock[] {
  const count = stored.reduce((sum, { from, end }) => sum + end - from, 0);
  if (count === clicks) return blocks.map(({ packed }) => packed);
  const is_stored = (place: number) =>
    stored.some(({ from, end }) => from <= place && place < end);
  return blocks.map(({ packed, places }) => {
    const kept = [...places.keys()].filter((at) => is_stored(places[at] ?? 0));
    return pickPacked(packed, kept);
  });
}

/** User agents of a range that may not be stored yet, sorted by key. */
export function userAgentsOf(
  batch: DrainBatch,
  ranges: readonly ClickRange[],
): UserAgentRow[] {
  if (batch.user_agents.length === 0) return [];
  const rows = new Set<UserAgentRow>();
  for (const { from, end } of ranges) {
    for (const at of batch.user_agent_at.subarray(from, end)) {
      const row = batch.user_agents[at];
      if (row !== undefined) rows.add(row);
    }
  }
  return [...rows].sort((a, b) => (a.ua_id < b.ua_id ? -1 : 1));
}

/** The cap-relevant facts of a range; labels are only read if a cap needs them. */
export function* countedOf(
  batch: DrainBatch,
  ranges: readonly ClickRange[],
): Generator<CountedClick> {
  let starts: number[] | undefined;
  const labels = (at: number) => {
    starts ??= lineStarts(batch.text);
    return readLabels({ rest: restOfLine(batch.text, starts[at] ?? 0) });
  };
  for (const { from, end } of ranges) {
    for (let at = from; at < end; at++) {
      if (batch.counted[at] === 0) continue;
      yield {
        campaign_id: batch.campaign_ids[at] ?? 0,
        affiliate_id: batch.affiliate_ids[at] ?? 0,
        clicked_at: batch.times_ms[at] ?? 0,
        get known() {
          return labels(at);
        },
      };
    }
  }
}

import type { PlantedEvent } from "./planted_statement.ts";
import type { PlantedRow } from "./planted_maker.ts";
import { plantWorld } from "./planted_statement.ts";
import type {
  ReconciliationWorld,
  StoredItem,
} from "./reconciliation_world.ts";
import { seeded } from "./faults/load.ts";

/** Counts for a class: planted, reported, and both. */
export interface Figures {
  planted: number;
  said: number;
  right: number;
}

/** Results of several worlds. */
export interface Outcome {
  by_class: Map<string, Figures>;
  /** By fault: events, and how many of them ended exactly as planted. */
  by_fault: Map<string, { events: number; right: number }>;
  /** Matches of a row with a conversion of another event, by tier. */
  wrong: {
    seed: number;
    fault: string;
    tier: number | null;
    rule: string | null;
  }[];
}

/** An empty outcome. */
export function noOutcome(): Outcome {
  return { by_class: new Map(), by_fault: new Map(), wrong: [] };
}

/** Plants a seed's world, matches it, and adds the result. */
export async function runSeed(
  world: ReconciliationWorld,
  seed: number,
  outcome: Outcome,
  size: { clean?: number; each?: number } = {},
): Promise<StoredItem[]> {
  const { events, dialect } = plantWorld(seed, size);
  const books = await world.advertiser();
  await world.record(
    books,
    events.flatMap(({ conversions }) => conversions),
  );
  const placed = shuffled(
    events.flatMap((event) => event.rows.map((row) => ({ event, row }))),
    seed,
  );
  const id = await world.state(
    books,
    placed.map(({ row }) => row),
  );
  const items = await world.match(id);
  const { frame } = await world.read(id);
  if (
    frame?.offset_minutes !== dialect.offset_minutes ||
    frame.money_divisor !== dialect.money_divisor ||
    !frame.is_clear
  ) {
    throw new Error(
      `Seed ${seed}: the frame was not found: ${JSON.stringify(frame)}`,
    );
  }
  judge(seed, { events, placed, items }, outcome);
  return items;
}

function judge(
  seed: number,
  run: {
    events: readonly PlantedEvent[];
    placed: readonly { event: PlantedEvent; row: PlantedRow }[];
    items: readonly StoredItem[];
  },
  outcome: Outcome,
): void {
  const of_row = run.placed.map(({ event }) => event);
  const of_conversion = new Map(
    run.events.flatMap((event) =>
      event.conversions.map(({ id }) => [id, event] as const),
    ),
  );
  const said = new Map<PlantedEvent, (string | null)[]>();
  for (const item of run.items) {
    const by_row = item.row_no === null ? undefined : of_row[item.row_no - 1];
    const by_conversion =
      item.conversion_id === null
        ? undefined
        : of_conversion.get(item.conversion_id);
    const event = by_row ?? by_conversion;
    if (event === undefined) throw new Error("An item is about nothing");
    if (by_row !== undefined && by_conversion !== undefined) {
      if (by_row !== by_conversion) {
        const { tier, rule } = item;
        outcome.wrong.push({ seed, fault: event.fault, tier, rule });
      }
    }
    said.set(event, [...(said.get(event) ?? []), item.class]);
  }
  for (const event of run.events) {
    count(event, said.get(event) ?? [], outcome);
  }
}

/** Counts an event's planted and reported classes. */
function count(
  event: PlantedEvent,
  said: readonly (string | null)[],
  { by_class, by_fault }: Outcome,
): void {
  const left = [...event.classes];
  const figures = (name: string | null) => {
    const key = name ?? "matched";
    const known = by_class.get(key) ?? { planted: 0, said: 0, right: 0 };
    by_class.set(key, known);
    return known;
  };
  for (const name of event.classes) figures(name).planted += 1;
  for (const name of said) {
    const of = figures(name);
    of.said += 1;
    const at = left.indexOf(name);
    if (at === -1) continue;
    of.right += 1;
    left.splice(at, 1);
  }
  const known = by_fault.get(event.fault) ?? { events: 0, right: 0 };
  known.events += 1;
  if (left.length === 0 && said.length === event.classes.length) {
    known.right += 1;
  }
  by_fault.set(event.fault, known);
}

/** Renders the figures as a table. */
export function figuresText({ by_class, by_fault, wrong }: Outcome): string {
  const percent = (part: number, of: number) =>
    of === 0 ? "–" : `${((100 * part) / of).toFixed(2)} %`;
  const classes = [...by_class].sort().map(([name, f]) => {
    const cells = [
      name.padEnd(18),
      String(f.planted).padStart(8),
      String(f.said).padStart(8),
      percent(f.right, f.said).padStart(10),
      percent(f.right, f.planted).padStart(10),
    ];
    return cells.join(" ");
  });
  const faults = [...by_fault].sort().map(([name, { events, right }]) => {
    return `${name.padEnd(18)} ${String(events).padStart(8)} ${percent(right, events).padStart(10)}`;
  });
  return [
    "class               planted     said  precision     recall",
    ...classes,
    "",
    "fault                events as planted",
    ...faults,
    "",
    `wrong matches: ${wrong.length} ${JSON.stringify(wrong.slice(0, 5))}`,
  ].join("\n");
}

/** Shuffles values by a seed. */
export function shuffled<T>(values: readonly T[], seed: number): T[] {
  const random = seeded(seed * 7 + 1);
  return values
    .map((value) => ({ value, by: random() }))
    .sort((a, b) => a.by - b.by)
    .map(({ value }) => value);
}

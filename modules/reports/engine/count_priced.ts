import { unpackBlock } from "../../rollups/mod.ts";
import type { Block } from "../../rollups/mod.ts";
import { readKind } from "./click_kinds.ts";
import { ClickPrices, minuteName, priceWord } from "./click_prices.ts";
import type { ClickPrice } from "./click_prices.ts";
import { expand, LEFT_OUT, leaveOut } from "./coded_column.ts";
import { BlockReading } from "./count_blocks.ts";
import type { BlockCounter } from "./count_blocks.ts";
import { partAt } from "./plan.ts";
import type { Period, ReportPlan } from "./plan.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;
const REPEAT = 0;
const UNIQUE = 1;

/** Counts clicks that cost something, by the rows of a report and by their price. */
export class PricedClickCounter {
  readonly #plan: ReportPlan;
  readonly #counter: BlockCounter;
  readonly #prices: ClickPrices;
  /** When prices begin or end, in ascending order. */
  readonly #changes_ms: readonly number[];
  /** Minutes whose clicks come one by one. */
  readonly #exact: ReadonlySet<string>;

  constructor(plan: ReportPlan, counter: BlockCounter) {
    this.#plan = plan;
    this.#counter = counter;
    this.#prices = new ClickPrices(plan.click_prices);
    const changes = plan.click_prices.flatMap(({ from_ms, to_ms }) => [
      from_ms,
      to_ms,
    ]);
    this.#exact = new Set(plan.exact_minutes?.names);
    this.#changes_ms = [...new Set(changes)].sort((a, b) => a - b);
    for (const block of plan.exact_minutes?.blocks ?? []) {
      this.add(unpackBlock(block));
    }
  }

  /** Counts a block of clicks in each period that they are in. */
  add(block: Block): void {
    if (block.entries === 0) return;
    const start_ms = block.day * DAY_MS;
    this.#plan.periods.forEach((period, at) => {
      if (start_ms >= period.to_ms || start_ms + DAY_MS <= period.from_ms) {
        return;
      }
      this.#addTo(at, period, block);
    });
  }

  #addTo(at: number, period: Period, block: Block): void {
    const { advertisers, filters } = this.#plan;
    const reading = new BlockReading(block, period, advertisers);
    reading.keepPeriod();
    // Clicks have neither goal nor status: a filter by one leaves them out.
    if (!this.#counter.keep(reading, filters)) return;
    const of_tags = block.columns.has("rate_day")
      ? this.#exactTags(reading)
      : this.#tagsOf(reading);
    const { groups } = reading;
    if (groups.every((group) => group < 0)) return;
    this.#counter.numberBases(reading);
    this.#counter.numberGroups(reading);
    const { counted } = this.#counter;
    const sizes = { groups: counted.groups.size, tags: counted.tags.size };
    const { conversions } = counted.periods[at]!;
    conversions.add(groups, of_tags, block.count, [], sizes);
  }

  /** The tag of each entry's price; leaves out those without. */
  #tagsOf(reading: BlockReading): Int32Array {
    const { groups, block } = reading;
    const kinds = reading.column("kind", kindCode);
    leaveOut(kinds, groups);
    const campaigns = new Codes();
    const of_campaigns = reading.column("campaign", (campaign) =>
      campaign !== null && this.#prices.has(campaign)
        ? campaigns.codeOf(campaign)
        : LEFT_OUT,
    );
    leaveOut(of_campaigns, groups);
    const affiliates = new Codes();
    const of_affiliates = reading.column("affiliate", (affiliate) =>
      affiliates.codeOf(affiliate),
    );
    const starts = this.#startsOf(block);
    const of_starts = reading.column("minute", (minute) =>
      partAt(starts, Number(minute)),
    );
    const codes = [kinds, of_campaigns, of_affiliates, of_starts].map(
      (column) => expand(column, groups),
    ) as [Int32Array, Int32Array, Int32Array, Int32Array];
    const [kind, campaign, affiliate, start] = codes;
    const of_tags = new Int32Array(groups.length);
    const tags = new Map<number, number>();
    for (let at = 0; at < groups.length; at++) {
      if (groups[at]! < 0) continue;
      const place =
        (campaign[at]! * affiliates.size + affiliate[at]!) * starts.length +
        start[at]!;
      const key = place * 2 + kind[at]!;
      let tag = tags.get(key);
      if (tag === undefined) {
        const minute = block.day * DAY_MINUTES + starts[start[at]!]!;
        const of = campaigns.at(campaign[at]!) ?? "";
        const price = this.#exact.has(minuteName(of, minute))
          ? undefined
          : this.#prices.at(
              of,
              affiliates.at(affiliate[at]!),
              minute * MINUTE_MS,
            );
        tag = this.#tagOf(price, kind[at] === UNIQUE, block.day);
        tags.set(key, tag);
      }
      of_tags[at] = tag;
      if (tag < 0) groups[at] = LEFT_OUT;
    }
    return of_tags;
  }

  #tagOf(
    price: ClickPrice | undefined,
    is_unique: boolean,
    day: number,
  ): number {
    if (price === undefined) return LEFT_OUT;
    if (price.is_of_unique && !is_unique) return LEFT_OUT;
    return this.#tag(priceWord(price), price.currency, day);
  }

  #tag(word: string | null, currency: string | null, day: number): number {
    const { tags, words } = this.#counter.counted;
    const rate_day =
      currency === this.#counter.currency
        ? null
        : new Date(day * DAY_MS).toISOString().slice(0, 10);
    return tags.number([
      words.codeOf(word),
      words.codeOf(currency),
      words.codeOf(rate_day),
    ]);
  }

  /** The tags of clicks that have the word of their price. */
  #exactTags({ block, groups }: BlockReading): Int32Array {
    const words = block.columns.get("rate_day");
    const currencies = block.columns.get("currency");
    return Int32Array.from(groups, (group, at) =>
      group < 0
        ? LEFT_OUT
        : this.#tag(
            words?.values.at(words.codes[at]!) ?? null,
            currencies?.values.at(currencies.codes[at]!) ?? null,
            block.day,
          ),
    );
  }

  /** The minutes of a block's day from which other prices hold; 0 is the first. */
  #startsOf({ day, columns }: Block): number[] {
    const start_ms = day * DAY_MS;
    const starts = new Set([0]);
    for (const change_ms of this.#changes_ms) {
      const at = (change_ms - start_ms) / MINUTE_MS;
      // A minute within which a price changes is told apart.
      for (const minute of [Math.floor(at), Math.ceil(at)]) {
        if (minute > 0 && minute < DAY_MINUTES) starts.add(minute);
      }
    }
    if (starts.size > 1 && !columns.has("minute")) {
      throw new RangeError(
        `Cannot price clicks of day ${day} without their minutes: a price changes`,
      );
    }
    return [...starts].sort((a, b) => a - b);
  }
}

/** How clicks of a kind may cost something. */
function kindCode(text: string | null): number {
  const kind = readKind(text);
  if (kind === null || !kind.is_valid || kind.is_unpaid) return LEFT_OUT;
  return kind.is_unique ? UNIQUE : REPEAT;
}

/** Numbers texts in the order in which they occur. */
class Codes {
  readonly #codes = new Map<string | null, number>();
  readonly #texts: (string | null)[] = [];

  get size(): number {
    return this.#texts.length;
  }

  codeOf(text: string | null): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    this.#codes.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  at(code: number): string | null {
    return this.#texts[code] ?? null;
  }
}

import type { ConversionFacts } from "../facts.ts";
import { SAMPLE_MIN } from "../statistics/excess.ts";
import { Tally } from "./tally.ts";
import type { Mark } from "./tally.ts";

/** Who makes a new label for each conversion must not fill the memory: rare ones are forgotten. */
const PARTS_MAX = 50_000;

/** The counts of an offer's affiliates, and of their sources and first labels. */
export class GroupBook {
  readonly whole = new Map<number, Tally>();
  readonly #parts = new Map<string, Tally>();

  add(facts: ConversionFacts, marks: ReadonlyMap<Mark, boolean>): void {
    const { affiliate_id } = facts;
    const whole = this.whole.get(affiliate_id) ?? new Tally();
    this.whole.set(affiliate_id, whole);
    whole.add(facts, marks);
    for (const part of partsOf(facts)) {
      const key = `${affiliate_id} ${part}`;
      const tally = this.#parts.get(key) ?? new Tally();
      this.#parts.set(key, tally);
      tally.add(facts, marks);
    }
    if (this.#parts.size > PARTS_MAX) this.#forgetRare();
  }

  /** Adds clicks of an affiliate, of a part of it where one is named. */
  addClicks(affiliate_id: number, part: string, clicks: number): void {
    const tally =
      part === ""
        ? this.whole.get(affiliate_id)
        : this.#parts.get(`${affiliate_id} ${part}`);
    if (tally !== undefined) tally.clicks += clicks;
  }

  /** The parts with enough conversions to say something. */
  *parts(): Iterable<{ affiliate_id: number; part: string; tally: Tally }> {
    for (const [key, tally] of this.#parts) {
      if (tally.n < SAMPLE_MIN) continue;
      const space = key.indexOf(" ");
      const affiliate_id = Number(key.slice(0, space));
      yield { affiliate_id, part: key.slice(space + 1), tally };
    }
  }

  #forgetRare(): void {
    for (let rare = 1; this.#parts.size > PARTS_MAX / 2; rare *= 2) {
      for (const [key, { n }] of this.#parts) {
        if (n <= rare) this.#parts.delete(key);
      }
    }
  }
}

/** The parts of its affiliate that a conversion is counted in. */
export function partsOf({
  source,
  sub1,
}: Pick<ConversionFacts, "source" | "sub1">): string[] {
  return [
    ...(source === null ? [] : [`source:${source}`]),
    ...(sub1 === null ? [] : [`sub1:${sub1}`]),
  ];
}

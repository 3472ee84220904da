import { LABELS } from "../facts.ts";
import type { ConversionFacts } from "../facts.ts";
import { Tally } from "./tally.ts";
import type { Mark } from "./tally.ts";

/** A label of an affiliate with enough conversions to say something. */
export interface Part {
  affiliate_id: number;
  /** `source:…`, or `sub1:…` to `sub5:…`. */
  part: string;
}

/** The counts of an offer's affiliates, and of their parts. */
export class GroupBook {
  readonly whole = new Map<number, Tally>();
  readonly #parts: ReadonlyMap<string, Part & { tally: Tally }>;

  constructor(parts: readonly Part[]) {
    this.#parts = new Map(
      parts.map((one) => [
        `${one.affiliate_id} ${one.part}`,
        { ...one, tally: new Tally() },
      ]),
    );
  }

  add(facts: ConversionFacts, marks: ReadonlyMap<Mark, boolean>): void {
    const { affiliate_id } = facts;
    const whole = this.whole.get(affiliate_id) ?? new Tally();
    this.whole.set(affiliate_id, whole);
    whole.add(facts, marks);
    for (const part of partsOf(facts)) {
      this.#parts.get(`${affiliate_id} ${part}`)?.tally.add(facts, marks);
    }
  }

  /** Adds clicks of an affiliate, of a part of it where one is named. */
  addClicks(affiliate_id: number, part: string, clicks: number): void {
    const tally =
      part === ""
        ? this.whole.get(affiliate_id)
        : this.#parts.get(`${affiliate_id} ${part}`)?.tally;
    if (tally !== undefined) tally.clicks += clicks;
  }

  /** The parts with their counts. */
  parts(): Iterable<Part & { tally: Tally }> {
    return this.#parts.values();
  }
}

/** The parts of its affiliate that a conversion is counted in. */
export function partsOf({ labels }: Pick<ConversionFacts, "labels">): string[] {
  return LABELS.flatMap((label) => {
    const value = labels[label] ?? "";
    return value === "" ? [] : [`${label}:${value}`];
  });
}

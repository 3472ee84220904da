/** Random numbers that are the same in every run: one network looks like the next. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0, included, to 1. */
  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(limit: number): number {
    return Math.floor(this.roll() * limit);
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  /** One of them, each as often as its weight says. */
  weighted<T>(values: readonly T[], weightOf: (value: T) => number): T {
    const total = values.reduce((sum, value) => sum + weightOf(value), 0);
    let left = this.roll() * total;
    for (const value of values) {
      left -= weightOf(value);
      if (left < 0) return value;
    }
    return values.at(-1) as T;
  }
}

/** A visitor: where it is, and with what it comes. */
export interface Visitor {
  ip: string;
  user_agent: string;
  referrer: string;
}

/** First parts of addresses of access networks, by country. */
const NETWORKS = [
  { prefix: "73.92", weight: 30 },
  { prefix: "98.207", weight: 14 },
  { prefix: "84.150", weight: 18 },
  { prefix: "86.139", weight: 14 },
  { prefix: "90.24", weight: 8 },
  { prefix: "84.28", weight: 6 },
  { prefix: "27.34", weight: 3 },
  { prefix: "126.72", weight: 4 },
];

const AGENTS = [
  {
    weight: 34,
    text: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  },
  {
    weight: 26,
    text: "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
  },
  {
    weight: 22,
    text: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  },
  {
    weight: 12,
    text: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
  },
  {
    weight: 2,
    text: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  },
  {
    weight: 4,
    text: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  },
];

/** A visitor as they come. */
export function someVisitor(dice: Dice): Visitor {
  const { prefix } = dice.weighted(NETWORKS, ({ weight }) => weight);
  const agent = dice.weighted(AGENTS, ({ weight }) => weight);
  return {
    ip: `${prefix}.${1 + dice.below(250)}.${1 + dice.below(250)}`,
    user_agent: agent.text,
    referrer: dice.of([
      "https://www.search.example/",
      "https://social.example/feed",
      "",
    ]),
  };
}

/** How busy each hour of a day is, in UTC. */
const HOURS = [
  3, 2, 2, 2, 2, 3, 4, 6, 8, 9, 9, 9, 10, 10, 10, 11, 12, 13, 14, 14, 12, 10, 7,
  5,
];
/** How busy each day is, from Sunday on. */
const WEEKDAYS = [1.15, 0.9, 0.92, 0.95, 1, 1.05, 1.2];

/** Times of a day's visits, in order. */
export function visitTimes(
  dice: Dice,
  input: { from_ms: number; to_ms: number; mean: number },
): number[] {
  const { from_ms, to_ms, mean } = input;
  const weekday = WEEKDAYS[new Date(from_ms).getUTCDay()] ?? 1;
  const count = Math.round(mean * weekday * (0.85 + 0.3 * dice.roll()));
  const hours = HOURS.map((weight, hour) => ({ weight, hour }));
  const HOUR_MS = 3_600_000;
  const times = Array.from({ length: count }, () => {
    const { hour } = dice.weighted(hours, ({ weight }) => weight);
    return from_ms + Math.floor((hour + dice.roll()) * HOUR_MS);
  });
  return times
    .filter((time) => time < to_ms)
    .toSorted((left, right) => left - right);
}

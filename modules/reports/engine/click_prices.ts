import type { PackedBlock } from "../../rollups/mod.ts";

/** Money of each click, in thousandths of micros: a price may be of a thousand clicks. */
export interface ClickMoney {
  revenue: bigint;
  payout: bigint;
}

/** A price of a campaign's clicks; plain data. */
export interface ClickPrice extends ClickMoney {
  campaign: string;
  /** Whose clicks it is of; null for all who have none of their own. */
  affiliate: string | null;
  /** When it holds, without the end. */
  from_ms: number;
  to_ms: number;
  is_of_unique: boolean;
  /** The campaign's. */
  currency: string;
}

/** Clicks that are priced one by one: of minutes within which a price begins or ends. */
export interface ExactMinutes {
  /** Their campaigns and minutes, which are left out of blocks. */
  names: readonly string[];
  /** Blocks of these clicks, with the word of their price as `rate_day`. */
  blocks: readonly PackedBlock[];
}

/** The name of a campaign's minute since 1970. */
export function minuteName(campaign: string, minute: number): string {
  return `${campaign} ${minute}`;
}

/** Prices in the order in which they are preferred, found by campaign and affiliate. */
export class ClickPrices {
  readonly #own = new Map<string, ClickPrice[]>();
  readonly #campaigns: ReadonlySet<string>;

  constructor(prices: readonly ClickPrice[]) {
    for (const price of prices) {
      const name = nameOf(price.campaign, price.affiliate);
      const own = this.#own.get(name);
      if (own === undefined) this.#own.set(name, [price]);
      else own.push(price);
    }
    this.#campaigns = new Set(prices.map(({ campaign }) => campaign));
  }

  /** Whether a campaign has prices. */
  has(campaign: string): boolean {
    return this.#campaigns.has(campaign);
  }

  /** The price of a click, if it has one: the affiliate's own before the general one. */
  at(
    campaign: string,
    affiliate: string | null,
    at_ms: number,
  ): ClickPrice | undefined {
    const own = affiliate === null ? undefined : nameOf(campaign, affiliate);
    const holds = ({ from_ms, to_ms }: ClickPrice) =>
      from_ms <= at_ms && at_ms < to_ms;
    return (
      (own === undefined ? undefined : this.#own.get(own)?.find(holds)) ??
      this.#own.get(nameOf(campaign, null))?.find(holds)
    );
  }
}

function nameOf(campaign: string, affiliate: string | null): string {
  return `${campaign} ${affiliate ?? ""}`;
}

const WORD = "click";

/** The word that stands for a price in the place of a conversion's status. */
export function priceWord({ revenue, payout }: ClickMoney): string {
  return `${WORD} ${revenue} ${payout}`;
}

/** The money of a word; null if it is a status. */
export function readPriceWord(word: string): ClickMoney | null {
  const [name, revenue, payout] = word.split(" ");
  if (name !== WORD || revenue === undefined || payout === undefined) {
    return null;
  }
  return { revenue: BigInt(revenue), payout: BigInt(payout) };
}

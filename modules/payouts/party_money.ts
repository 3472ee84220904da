import type { Micros } from "../kernel/mod.ts";
import type { Entry } from "./write_entries.ts";

/** One party's money in a booking. */
export interface PartyMoney {
  party: "advertiser" | "affiliate";
  id: number;
  currency: string;
  pending_micros: Micros;
  counted_micros: Micros;
}

/** The accounts and ids of both parties. */
type PartyEntry = Pick<
  Entry,
  | "currency"
  | "advertiser_id"
  | "affiliate_id"
  | "receivable_pending_micros"
  | "receivable_micros"
  | "payable_pending_micros"
  | "payable_micros"
>;

/** Returns the money that an entry moves for each party. */
export function moneyOf(entry: PartyEntry): PartyMoney[] {
  const { advertiser_id, affiliate_id, currency } = entry;
  const money: PartyMoney[] = [];
  if (advertiser_id !== null) {
    money.push({
      party: "advertiser",
      id: advertiser_id,
      currency,
      pending_micros: entry.receivable_pending_micros ?? 0n,
      counted_micros: entry.receivable_micros ?? 0n,
    });
  }
  if (affiliate_id !== null) {
    money.push({
      party: "affiliate",
      id: affiliate_id,
      currency,
      pending_micros: -(entry.payable_pending_micros ?? 0n),
      counted_micros: -(entry.payable_micros ?? 0n),
    });
  }
  return money;
}

/** Accounts whose balance stands on the ledger's other side. */
const OTHER_SIDE = ["payable_pending", "payable", "margin_pending", "margin"];

/** An account's sum as people speak of it: owed to affiliates, or kept as margin, is positive. */
export function asSpoken(account: string, amount: string): string {
  if (!OTHER_SIDE.includes(account) || !/[1-9]/.test(amount)) return amount;
  return amount.startsWith("-") ? amount.slice(1) : `-${amount}`;
}

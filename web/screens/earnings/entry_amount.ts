/** An entry's money: pending money is in one column, all other in the other. */
export function amountOf({
  pending,
  amount,
}: {
  pending: string;
  amount: string;
}): string {
  return /[1-9]/.test(amount) ? amount : pending;
}

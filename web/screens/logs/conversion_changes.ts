/** The changeable values of a conversion, as fields have them. */
export interface ConversionValues {
  status: string;
  amount: string;
  revenue: string;
  payout: string;
}

/** The changes of a conversion as the API takes them: only what differs, and an emptied amount is none. */
interface ConversionChanges {
  status?: "pending" | "approved" | "rejected" | "reversed";
  amount?: string | null;
  revenue?: string;
  payout?: string;
}

/** The fields that differ from what they were. */
export function changesOf(
  before: ConversionValues,
  after: ConversionValues,
): ConversionChanges {
  const is_changed = (name: keyof ConversionValues) =>
    after[name].trim() !== before[name];
  const amount = after.amount.trim();
  return {
    ...(is_changed("status") && {
      status: after.status as NonNullable<ConversionChanges["status"]>,
    }),
    ...(is_changed("amount") && { amount: amount === "" ? null : amount }),
    ...(is_changed("revenue") && { revenue: after.revenue.trim() }),
    ...(is_changed("payout") && { payout: after.payout.trim() }),
  };
}

import type { ConversionRow } from "./working_set.ts";

/** The flag of what a page reported, and the reason for which it waits. */
export const UNPROVEN = "unproven";

/**
 * Whether it waits since nobody has proven it, an install or a page's sale: whoever has a click's id can report one, so it
 * counts toward no cap and no tier. The sums of both leave out the same ones.
 */
export function isUnproven({
  status,
  install,
  flags,
  held,
  reason,
}: ConversionRow): boolean {
  if (status !== "pending") return false;
  if (install?.via !== "referrer" && !flags.includes(UNPROVEN)) return false;
  return (held?.reason ?? reason) === UNPROVEN;
}

import type { ConversionRow } from "./working_set.ts";

/**
 * Whether it is an install that waits since nobody has proven it: whoever has a click's id can report one, so it
 * counts toward no cap and no tier. The sums of both leave out the same ones.
 */
export function isUnprovenInstall({
  status,
  install,
  held,
  reason,
}: ConversionRow): boolean {
  if (status !== "pending" || install?.via !== "referrer") return false;
  return (held?.reason ?? reason) === "unproven";
}

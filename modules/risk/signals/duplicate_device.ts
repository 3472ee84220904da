import type { Crowd, Finding } from "../facts.ts";
import { percent, reasonOf } from "../reason.ts";
import type { Reason } from "../reason.ts";
import { crowdOf, crowdShare } from "./crowd.ts";

/** Under its own id, a device converts once: the second is worth a look already. */
const NAMED_MIN = 2;
const NAMED_ALONE = 0.45;

/**
 * Of a device that converted before, for any affiliate: by its own id, or else by an address and user
 * agent with more conversions than clicks explain.
 */
export function duplicateDevice(
  {
    device,
    is_named,
    cr,
  }: { device: Crowd | null; is_named: boolean; cr: number | null },
  finding: Finding | undefined,
): Reason | null {
  if (device === null) return null;
  const { own, all, clicks } = device;
  if (!isDoubled(device, is_named, cr)) return null;
  const alone = is_named
    ? NAMED_ALONE + 0.05 * all
    : crowdShare(crowdOf(device, cr));
  const shared =
    finding === undefined ? "" : `; ${finding.k} of ${finding.n} are like it`;
  return reasonOf("duplicate_device", Math.max(alone, finding?.unusual ?? 0), {
    found: `${all} conversions of one ${is_named ? "device" : "address and user agent"}${shared}`,
    expected:
      finding === undefined
        ? "one"
        : `${percent(finding.usual)} like it, as the offer's others`,
    evidence: [
      { name: "conversions", value: own },
      { name: "clicks", value: clicks ?? "not counted" },
      { name: "of_other_affiliates", value: all - own },
    ],
  });
}

/** Whether a device counts as converting again. */
export function isDoubled(
  device: Crowd | null,
  is_named: boolean,
  cr: number | null,
): boolean {
  if (device === null) return false;
  return is_named ? device.all >= NAMED_MIN : crowdOf(device, cr) > 0;
}

import type { ClickIdFields } from "./click_id.ts";

/** The node number of test clicks: no process leases it. */
export const TEST_NODE = 0;

/** Whether a click was made to try things out: it goes through everything, and nothing is booked for it. */
export function isTestClick(click: Pick<ClickIdFields, "node">): boolean {
  return click.node === TEST_NODE;
}

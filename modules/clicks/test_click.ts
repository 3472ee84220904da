import type { ClickIdFields } from "./click_id.ts";

/** The node number of test clicks; never leased. */
export const TEST_NODE = 0;

/** Whether a click is a test: it is processed in full, but nothing is booked for it. */
export function isTestClick(click: Pick<ClickIdFields, "node">): boolean {
  return click.node === TEST_NODE;
}

import type { PostbackEvent } from "../read/event.ts";

/** The flag of a page's sale, and the reason for which it waits. */
const UNPROVEN = "unproven";

/** A page's sale: whatever it says, it waits until somebody has proven it. */
export function claimed(event: PostbackEvent): PostbackEvent {
  return {
    ...event,
    status: "pending",
    reason: UNPROVEN,
    flags: [...event.flags, UNPROVEN],
  };
}

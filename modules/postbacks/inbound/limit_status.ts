import type { ConversionStatus } from "../conversions/words.ts";
import type { ResolvedEvent } from "./resolve_event.ts";

/** Where an advertiser's plain postbacks are taken as pending, none of them approves. */
export function limitStatus(
  event: ResolvedEvent,
  status: ConversionStatus | null,
): ConversionStatus | null {
  const is_limited =
    event.source === null && event.plain_postback === "pending";
  return is_limited && status === "approved" ? "pending" : status;
}

import { parseUrlTemplate, Problem } from "../kernel/mod.ts";
import type { Template } from "../kernel/mod.ts";
import { refuseOwnLink } from "./own_link.ts";
import type { OwnLinkDeps } from "./own_link.ts";

/** The macros that a destination takes: what is known of a click when it is sent on. */
export const DESTINATION_MACROS: ReadonlySet<string> = new Set([
  "click_id",
  "click_ref",
  ...Array.from({ length: 10 }, (_, index) => `sub${index + 1}`),
  "source",
  "param",
  "campaign_id",
  "offer_id",
  "campaign_name",
  "affiliate_id",
  "aff_id",
  "click_time",
  "ip",
  "user_agent",
  "random",
  "gaid",
  "idfa",
  "country",
  "city",
  "device",
  "os",
]);

/** Reads a URL template that a click is sent to; a Problem names what is wrong with it. Where it is said where we are reached, it must not lead there. */
export function readDestination(
  text: string,
  field: string,
  own: OwnLinkDeps | null = null,
): Template {
  const parsed = parseUrlTemplate(text, { known: DESTINATION_MACROS });
  if (parsed.ok && own !== null) refuseOwnLink(text, field, own);
  if (parsed.ok) return parsed.template;
  throw new Problem(422, parsed.code, parsed.detail, {
    errors: [{ field, message: parsed.detail }],
  });
}

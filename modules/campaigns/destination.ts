import {
  foreignMacro,
  parseUrlTemplate,
  Problem,
  trimInvisible,
} from "../kernel/mod.ts";
import type { Template } from "../kernel/mod.ts";
import { refuseOwnLink } from "./own_link.ts";
import type { OwnLinkDeps } from "./own_link.ts";

/** Macros of a click: all that destinations have; outgoing postbacks have more. */
export const CLICK_MACROS: ReadonlySet<string> = new Set([
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

/** Other trackers' names for these macros. */
const DESTINATION_ALIASES: ReadonlyMap<string, string> = new Map([
  ...["clickid", "click", "cid", "subid", "tid", "transactionid", "xid"].map(
    (name) => [name, "click_id"] as const,
  ),
  ...["affclickid", "clickref", "externalid", "refid"].map(
    (name) => [name, "click_ref"] as const,
  ),
  ...["affid", "pid", "publisherid"].map(
    (name) => [name, "affiliate_id"] as const,
  ),
  ...["affsub", "s1"].map((name) => [name, "sub1"] as const),
]);

/**
 * Parses the URL template of a destination; throws a Problem naming the fault. If our public URL is
 * given, the template must not lead there.
 */
export function readDestination(
  text: string,
  field: string,
  own: OwnLinkDeps | null = null,
): Template {
  const options = { known: CLICK_MACROS, aliases: DESTINATION_ALIASES };
  const parsed = parseUrlTemplate(text, options);
  if (parsed.ok && own !== null) {
    refuseOwnLink(text, field, own);
    refuseForeign(text, field, options);
  }
  if (parsed.ok) return parsed.template;
  throw new Problem(422, parsed.code, parsed.detail, {
    errors: [{ field, message: parsed.detail }],
  });
}

/**
 * Refuses other trackers' macro syntax. Stored templates aren't checked: they keep working as they
 * did.
 */
function refuseForeign(
  text: string,
  field: string,
  options: Parameters<typeof foreignMacro>[1],
): void {
  const why = foreignMacro(text, options);
  if (why === null) return;
  throw new Problem(422, "foreign_macro", `Cannot use ${field}: ${why}`, {
    errors: [{ field, message: why }],
  });
}

const URL_FIELDS = ["url", "destination_url", "fallback_url", "deep_link"];

/** Trims spaces that get copied along with URLs. */
export function trimUrls<T extends object>(input: T): T {
  const entries = Object.entries(input).map(([field, value]) => [
    field,
    URL_FIELDS.includes(field) && typeof value === "string"
      ? trimInvisible(value)
      : value,
  ]);
  return Object.fromEntries(entries) as T;
}

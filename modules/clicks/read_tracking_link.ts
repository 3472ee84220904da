import { readLinkParams } from "./link_params.ts";
import { readSlug } from "./read_slug.ts";

/** The slug of a tracking link, and the affiliate's own click id in its query. */
export function readTrackingLink(
  { asked, query = "" }: { asked: string; query?: string },
  namesOf: (slug: string) => ReadonlyMap<string, string> | null = () => null,
): { slug: string; click_ref: string | null } {
  const { slug, query: whole } = readSlug(asked, query);
  const { known } = readLinkParams(whole, namesOf(slug));
  return { slug, click_ref: known["click_ref"] ?? null };
}

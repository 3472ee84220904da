import type { Address } from "../../sources/mod.ts";
import { PRESETS } from "../../sources/mod.ts";
import type { Located } from "../read/locate_sender.ts";

/** Says which source judges the postback, and why. */
export function describeSource(
  { source, advertiser_id, referred }: Located,
  { source_key, presets }: Address,
): string {
  if (source === null) {
    return advertiser_id === null
      ? "None: nothing says whose it is"
      : `Advertiser ${advertiser_id} has no sources; the plain address applies`;
  }
  const name = `"${source.name}" of advertiser ${source.advertiser_id}`;
  if (source_key !== null) return `${name}, by its own address`;
  if (referred !== null) return `${name}, by ${referred.by}`;
  return source.preset !== null && presets.includes(source.preset)
    ? `${name}, the one for ${PRESETS[source.preset].title}`
    : `${name}, the advertiser's default`;
}

import { entityTag, passesIfMatch, staleTag } from "../http/mod.ts";
import { Problem } from "../kernel/mod.ts";
import { ConversionWithHistory } from "./conversion_answers.ts";

/** How a conversion is tagged: a repeated postback changes nothing of it. */
export const CONVERSION_TAG = {
  view: ConversionWithHistory,
  moving: ["postbacks", "share_amount"],
};

/** A conversion as the API shows it. */
interface Shown {
  version: number;
}

/** Returns the version that `If-Match` asks for; a Problem if the tag is another by now. */
export async function versionToMatch(
  header: string | null,
  read: () => Promise<Shown>,
): Promise<number | undefined> {
  if (header === null) return undefined;
  const shown = await read();
  const tag = entityTag(shown, CONVERSION_TAG);
  if (!passesIfMatch(header, tag)) throw staleTag(tag);
  return shown.version;
}

/** Refuses by the tag what lost its version between the reading and the change. */
export async function orStaleTag<T>(
  change: Promise<T>,
  read: () => Promise<Shown>,
): Promise<T> {
  try {
    return await change;
  } catch (error) {
    const is_stale = error instanceof Problem && error.code === "stale_version";
    if (!is_stale) throw error;
    throw staleTag(entityTag(await read(), CONVERSION_TAG));
  }
}

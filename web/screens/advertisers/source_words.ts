import { NET } from "../../messages/network.ts";
import { STORE } from "../../messages/stores.ts";
import { optionsOf } from "../network/options.ts";

const PLATFORMS =
  "partnerstack impact partnerize affise tune post_affiliate_pro scaleo voluum redtrack bemob everflow cake keitaro binom prosper202 dub appsflyer adjust branch kochava singular appmetrica".split(
    " ",
  );

/** Platforms whose addresses and names a source can answer to, and stores. */
export const PRESETS = [
  { value: "", label: NET.preset_none },
  ...optionsOf(STORE.names),
  ...PLATFORMS.map((name) => ({ value: name, label: name })),
];

/** A map as lines of `ours = theirs, theirs`. */
export function linesOf(
  map: Readonly<Record<string, string | readonly string[]>>,
): string {
  return Object.entries(map)
    .map(([name, words]) => `${name} = ${[words].flat().join(", ")}`)
    .join("\n");
}

/** The names and words of lines of `ours = theirs, theirs`. */
export function entriesOf(text: string): [string, string[]][] {
  return text.split("\n").flatMap((line): [string, string[]][] => {
    const [name = "", words = ""] = line.split("=", 2);
    if (name.trim() === "") return [];
    return [[name.trim(), words.split(",").map((word) => word.trim())]];
  });
}

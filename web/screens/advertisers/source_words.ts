import { NET } from "../../messages/network.ts";
import { PRESET_GROUPS, PRESET_NAMES } from "../../messages/presets.ts";
import { optionsOf } from "../network/options.ts";

/** The presets of sources, for a choice: none, or one of a group. */
export const PRESETS = {
  options: [{ value: "", label: NET.preset_none }],
  groups: [
    { label: PRESET_GROUPS.shops, options: optionsOf(PRESET_NAMES.shops) },
    { label: PRESET_GROUPS.tools, options: optionsOf(PRESET_NAMES.tools) },
    {
      label: PRESET_GROUPS.platforms,
      options: optionsOf(PRESET_NAMES.platforms),
    },
    { label: PRESET_GROUPS.stores, options: optionsOf(PRESET_NAMES.stores) },
    { label: PRESET_GROUPS.mmps, options: optionsOf(PRESET_NAMES.mmps) },
  ],
};

/** The name of a source's preset, as its maker writes it. */
export function presetTitle(preset: string | null): string {
  const { options } = PRESETS;
  const all = [...options, ...PRESETS.groups.flatMap((group) => group.options)];
  const found = all.find(({ value }) => value === (preset ?? ""));
  return found?.label ?? preset ?? "";
}

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

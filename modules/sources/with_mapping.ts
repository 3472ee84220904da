import { NameTable } from "./names.ts";
import { PRESETS } from "./platforms/presets.ts";
import type { Preset } from "./platforms/presets.ts";
import { layMapping } from "./lay_settings.ts";
import type { LaidSettings } from "./lay_settings.ts";
import type { SourceConfig } from "./source_directory.ts";

/** A source as if it had another mapping of its own. */
export function withMapping(
  source: SourceConfig,
  mapping: LaidSettings["mapping"],
): SourceConfig {
  const { preset, goal_map, status_map } = source;
  const of_preset: Partial<Preset> = preset === null ? {} : PRESETS[preset];
  const laid = layMapping(of_preset.mapping ?? {}, mapping);
  const words = [...goal_map.keys(), ...status_map.keys()];
  return { ...source, names: new NameTable(laid, words) };
}

import type { sources, StatusMeaning } from "../../db/schema/mod.ts";
import { foldName } from "./names.ts";
import type { AnswerStyle } from "./platforms/answer_style.ts";
import { PRESETS } from "./platforms/presets.ts";
import type {
  Preset,
  PresetName,
  ReversalAmount,
} from "./platforms/presets.ts";

/** The settings of a source that its preset can provide. */
export interface LaidSettings {
  preset: PresetName | null;
  mapping: Readonly<Record<string, readonly string[]>>;
  status_map: Readonly<Record<string, StatusMeaning>>;
  amount_unit: "major" | "minor";
  decimal_comma: boolean;
  reversal_amount: ReversalAmount | null;
  answer: AnswerStyle;
}

/** The effective settings of a source: its own, applied over its preset. */
export function laySettings(row: typeof sources.$inferSelect): LaidSettings {
  const name = presetName(row.preset);
  const preset: Partial<Preset> = name === null ? {} : PRESETS[name];
  return {
    preset: name,
    mapping: layMapping(preset.mapping ?? {}, row.mapping),
    status_map: { ...lowerKeys(preset.status_map ?? {}), ...row.status_map },
    amount_unit:
      row.amount_unit === "minor" ? "minor" : (preset.amount_unit ?? "major"),
    decimal_comma: row.decimal_comma || (preset.decimal_comma ?? false),
    reversal_amount:
      (row.reversal_amount as LaidSettings["reversal_amount"]) ??
      preset.reversal_amount ??
      null,
    answer: (row.answer as AnswerStyle | null) ?? preset.answer ?? "problem",
  };
}

function presetName(name: string | null): PresetName | null {
  if (name === null || !Object.hasOwn(PRESETS, name)) return null;
  return name as PresetName;
}

/** A name that the source maps itself is removed from the preset's mapping. */
export function layMapping(
  preset: Readonly<Record<string, readonly string[]>>,
  own: Readonly<Record<string, readonly string[]>>,
): Record<string, readonly string[]> {
  const taken = new Set(Object.values(own).flat().map(foldName));
  const left = Object.entries(preset).map(([canonical, names]) => [
    canonical,
    names.filter((name) => !taken.has(foldName(name))),
  ]);
  return { ...Object.fromEntries(left), ...own };
}

/** The map with its words in lower case. */
export function lowerKeys<T>(
  map: Readonly<Record<string, T>>,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(map).map(([word, value]) => [word.toLowerCase(), value]),
  );
}

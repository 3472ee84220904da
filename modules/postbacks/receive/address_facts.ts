import { rankPresets, PRESETS, foldName } from "../../sources/mod.ts";
import type {
  Address,
  AnswerStyle,
  SourceConfig,
  Parameter,
} from "../../sources/mod.ts";
import type { Located } from "../read/locate_sender.ts";

/** The plain address, which implies nothing. */
export const NO_ADDRESS: Address = {
  kind: "plain",
  source_key: null,
  presets: [],
  parameters: [],
  mode: null,
};

/** Keitaro and Scaleo senders may define their status words in the request itself. */
export function saysWordsInUrl(
  { presets }: Address,
  source: SourceConfig | null,
) {
  const names = source === null ? presets : [source.preset];
  return names.some((name) => name === "keitaro" || name === "scaleo");
}

/** Four platforms share one address, so parameters in the body help to tell them apart. */
export function rankByAll(
  address: Address,
  parameters: readonly Parameter[],
): Address {
  if (address.presets.length < 2) return address;
  const names = new Set(parameters.map(({ name }) => foldName(name)));
  return { ...address, presets: rankPresets(names) };
}

/** Answer format that senders at an address expect. */
export function answerOf({ presets: [preset] }: Address): AnswerStyle {
  return preset === undefined ? "problem" : PRESETS[preset].answer;
}

/** Time placeholders that mean the time of arrival. */
export function arrivalWords({ source }: Located, { presets }: Address) {
  const preset = source?.preset ?? presets[0];
  return preset === undefined ? undefined : PRESETS[preset].arrival_words;
}

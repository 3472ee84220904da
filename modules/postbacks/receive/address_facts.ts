import { rankPresets, PRESETS, foldName } from "../../sources/mod.ts";
import type {
  Address,
  AnswerStyle,
  SourceConfig,
  Parameter,
} from "../../sources/mod.ts";
import type { Located } from "../read/locate_sender.ts";

/** An address that says nothing. */
export const NO_ADDRESS: Address = {
  kind: "plain",
  source_key: null,
  presets: [],
  parameters: [],
  mode: null,
};

/** Keitaro's and Scaleo's senders may say in the request itself what their words mean. */
export function saysWordsInUrl(
  { presets }: Address,
  source: SourceConfig | null,
) {
  const names = source === null ? presets : [source.preset];
  return names.some((name) => name === "keitaro" || name === "scaleo");
}

/** Four platforms share an address: what is in the body helps to tell them apart, too. */
export function rankByAll(
  address: Address,
  parameters: readonly Parameter[],
): Address {
  if (address.presets.length < 2) return address;
  const names = new Set(parameters.map(({ name }) => foldName(name)));
  return { ...address, presets: rankPresets(names) };
}

/** In which form the senders of an address want to be answered. */
export function answerOf({ presets: [preset] }: Address): AnswerStyle {
  return preset === undefined ? "problem" : PRESETS[preset].answer;
}

/** Words in the place of a time that mean the time of arrival. */
export function arrivalWords({ source }: Located, { presets }: Address) {
  const preset = source?.preset ?? presets[0];
  return preset === undefined ? undefined : PRESETS[preset].arrival_words;
}

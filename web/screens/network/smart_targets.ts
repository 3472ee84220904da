import type { Link } from "../../api/api_types.ts";
import { wordsOf } from "./options.ts";

type Target = Omit<NonNullable<Link["smart"]>[number], "link_id">;
type Rules = NonNullable<Target["rules"]>;

/** A campaign of a smart link as its form has it; each list is separated by commas, empty is all. */
export interface TargetTexts {
  campaign_id: string;
  weight: string;
  countries: string;
  devices: string;
  os: string;
}

/** A campaign that isn't chosen yet. */
export const NEW_TARGET: TargetTexts = {
  campaign_id: "",
  weight: "1",
  countries: "",
  devices: "",
  os: "",
};

/** The campaigns of a smart link as texts. */
export function targetTexts(targets: readonly Target[]): TargetTexts[] {
  return targets.map(({ campaign_id, weight, rules }) => ({
    campaign_id: String(campaign_id),
    weight: String(weight),
    countries: (rules.countries ?? []).join(", "),
    devices: (rules.devices ?? []).join(", "),
    os: (rules.os ?? []).join(", "),
  }));
}

/** The campaigns of a smart link as they are sent. */
export function targetsOf(texts: readonly TargetTexts[]) {
  return texts.map(({ campaign_id, weight, countries, devices, os }) => ({
    campaign_id: Number(campaign_id),
    weight: Number(weight),
    rules: {
      ...listOf("countries", countries.toUpperCase()),
      ...listOf("devices", devices.toLowerCase()),
      ...listOf("os", os.toLowerCase()),
    } as Rules,
  }));
}

function listOf(name: string, text: string) {
  const words = wordsOf(text);
  return words.length === 0 ? {} : { [name]: words };
}

import { NET } from "../../messages/network.ts";
import { CONVERSION_RULES, TRAFFIC_RULES } from "../network/rule_kinds.ts";
import { RulesPart } from "../network/rules_part.tsx";
import { SettingsFrame } from "./settings_frame.tsx";

/** The rules of all campaigns, and those for every campaign. */
export function RulesScreen() {
  return (
    <SettingsFrame name="rules">
      <p class="quiet">{NET.rules_lead}</p>
      <RulesPart kind={CONVERSION_RULES} />
      <RulesPart kind={TRAFFIC_RULES} />
    </SettingsFrame>
  );
}

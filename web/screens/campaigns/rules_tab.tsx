import { NET } from "../../messages/network.ts";
import { isWhole, useMe } from "../../state/session.tsx";
import { CONVERSION_RULES, TRAFFIC_RULES } from "../network/rule_kinds.ts";
import { RulesPart } from "../network/rules_part.tsx";

/** Rules of a campaign that hold back or refuse conversions and visits. */
export function RulesTab({ campaign_id }: { campaign_id: number }) {
  const me = useMe();
  return (
    <div class="stack">
      {isWhole(me) && (
        <p class="quiet">
          {NET.rules_elsewhere}{" "}
          <a href="/app/settings/rules">{NET.rules_all}</a>
        </p>
      )}
      <RulesPart kind={CONVERSION_RULES} campaign_id={campaign_id} />
      <RulesPart kind={TRAFFIC_RULES} campaign_id={campaign_id} />
    </div>
  );
}

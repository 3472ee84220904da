import { NET } from "../../messages/network.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Picker } from "./picker.tsx";
import { NEW_TARGET } from "./smart_targets.ts";
import type { TargetTexts } from "./smart_targets.ts";

/** Asks for the campaigns among which a smart link shares its visitors. */
export function SmartFields({
  value,
  onValue,
}: {
  value: readonly TargetTexts[];
  onValue(value: TargetTexts[]): void;
}) {
  const change = (at: number, by: Partial<TargetTexts>) =>
    onValue(
      value.map((one, index) => (index === at ? { ...one, ...by } : one)),
    );
  return (
    <fieldset class="stack">
      <legend class="label">{NET.smart_campaigns}</legend>
      <p class="quiet">{NET.smart_campaigns_lead}</p>
      {value.map((target, at) => (
        <div key={at} class="stack-close">
          <div class="fields">
            <Picker
              kind="campaigns"
              label={NET.campaign}
              hint={NET.picker_hint}
              value={target.campaign_id}
              onValue={(campaign_id) => change(at, { campaign_id })}
            />
            <Field
              label={NET.weight}
              inputMode="numeric"
              value={target.weight}
              onValue={(weight) => change(at, { weight })}
            />
            {(["countries", "devices", "os"] as const).map((kind) => (
              <Field
                key={kind}
                label={NET.targeting_kinds[kind]}
                hint={NET.targeting_hints[kind]}
                value={target[kind]}
                onValue={(text) => change(at, { [kind]: text })}
              />
            ))}
          </div>
          <div>
            <Button
              kind="plain"
              onClick={() => onValue(value.filter((_, index) => index !== at))}
            >
              {NET.drop_target}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button onClick={() => onValue([...value, NEW_TARGET])}>
          {NET.add_target}
        </Button>
      </div>
    </fieldset>
  );
}

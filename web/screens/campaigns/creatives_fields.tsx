import type { Schema } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { optionsOf } from "../network/options.ts";

type Creative = Schema<"Campaign">["creatives"][number];

const NEW: Creative = { name: "", kind: "image", url: "https://" };

/** Asks for the pictures, texts and pages that affiliates may use. */
export function CreativesFields({
  value,
  wrong,
  onValue,
}: {
  value: readonly Creative[];
  wrong(name: string): string | undefined;
  onValue(value: Creative[]): void;
}) {
  const change = (at: number, by: Partial<Creative>) =>
    onValue(
      value.map((one, index) => (index === at ? { ...one, ...by } : one)),
    );
  return (
    <fieldset class="stack-close">
      <legend class="label">{NET.creatives}</legend>
      {value.map(({ name, kind, url }, at) => (
        <div key={at} class="fields">
          <Field
            label={NET.name}
            value={name}
            wrong={wrong(`creatives.${at}.name`)}
            onValue={(text) => change(at, { name: text })}
          />
          <Select
            label={NET.creative_kind}
            options={optionsOf(NET.creative_kinds)}
            value={kind}
            onValue={(text) => change(at, { kind: text as Creative["kind"] })}
          />
          <Field
            label={NET.address}
            type="url"
            value={url}
            wrong={wrong(`creatives.${at}.url`)}
            onValue={(text) => change(at, { url: text })}
          />
          <div>
            <Button
              kind="plain"
              onClick={() => onValue(value.filter((_, index) => index !== at))}
            >
              {NET.drop_creative}
              <span class="unseen"> {name}</span>
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button onClick={() => onValue([...value, NEW])}>
          {NET.add_creative}
        </Button>
      </div>
    </fieldset>
  );
}

import { api, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { Field } from "../../ui/field.tsx";
import { Failed, Notice, Shape } from "../../ui/notice.tsx";
import { EditForm } from "../network/edit_form.tsx";
import { wordsOf } from "../network/options.ts";
import { useEdit } from "../network/use_edit.ts";
import type { CampaignProps } from "./campaign.tsx";

type Targeting = Schema<"Targeting">;

const KINDS = ["countries", "devices", "os"] as const;

async function read(id: string) {
  const params = { path: { id } };
  return await tagged(api.GET("/api/v1/campaigns/{id}/targeting", { params }));
}

/** Which visitors are taken. */
export function TargetingPart({ campaign }: Pick<CampaignProps, "campaign">) {
  const id = String(campaign.id);
  const { data, error, reload } = useAsked(`targeting ${id}`, () => read(id));
  return (
    <section class="panel stack">
      <h2>{NET.targeting}</h2>
      {error !== undefined ? (
        <Failed error={error} retry={reload} />
      ) : data === undefined ? (
        <Shape />
      ) : (
        <TargetingForm id={id} start={data} />
      )}
    </section>
  );
}

function TargetingForm({
  id,
  start,
}: {
  id: string;
  start: Tagged<Targeting>;
}) {
  const edit = useEdit({
    start,
    valuesOf,
    read: () => read(id),
    // It is replaced whole, so the whole form goes.
    send: (_, etag, values) =>
      tagged(
        api.PUT("/api/v1/campaigns/{id}/targeting", {
          params: { path: { id }, header: { "If-Match": etag } },
          body: bodyOf(values),
        }),
      ),
    onSaved: () => {},
  });
  const { values, text } = edit.form;
  return (
    <EditForm edit={edit} label={NET.targeting}>
      {KINDS.map((kind) => (
        <fieldset key={kind} class="fields">
          <legend class="label">{NET.targeting_kinds[kind]}</legend>
          <Field
            label={NET.allow_only}
            hint={NET.targeting_hints[kind]}
            {...text(`${kind}_allow`)}
          />
          <Field label={NET.deny} {...text(`${kind}_deny`)} />
        </fieldset>
      ))}
      <Notice title={NET.what_happens}>
        <p>{inWords(values)}</p>
      </Notice>
    </EditForm>
  );
}

function valuesOf({ countries, devices, os }: Targeting) {
  return {
    countries_allow: countries.allow.join(", "),
    countries_deny: countries.deny.join(", "),
    devices_allow: devices.allow.join(", "),
    devices_deny: devices.deny.join(", "),
    os_allow: os.allow.join(", "),
    os_deny: os.deny.join(", "),
  };
}

type Values = ReturnType<typeof valuesOf>;

type TargetingBody = Schema<"TargetingRules">;

function bodyOf(values: Values): TargetingBody {
  // The API names each word that it doesn't know.
  return {
    countries: {
      allow: wordsOf(values.countries_allow.toUpperCase()),
      deny: wordsOf(values.countries_deny.toUpperCase()),
    },
    devices: {
      allow: wordsOf(values.devices_allow.toLowerCase()),
      deny: wordsOf(values.devices_deny.toLowerCase()),
    },
    os: {
      allow: wordsOf(values.os_allow.toLowerCase()),
      deny: wordsOf(values.os_deny.toLowerCase()),
    },
  } as TargetingBody;
}

function inWords(values: Values): string {
  const parts = KINDS.flatMap((kind) => {
    const allow = wordsOf(values[`${kind}_allow`]);
    const deny = wordsOf(values[`${kind}_deny`]);
    return [
      ...(allow.length === 0 ? [] : [NET.only_from(allow.join(", "))]),
      ...(deny.length === 0 ? [] : [NET.none_from(deny.join(", "))]),
    ];
  });
  return parts.length === 0 ? NET.all_visitors : NET.visitors(parts.join("; "));
}

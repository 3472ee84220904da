import { api, tagged } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { Field, Select } from "../../ui/field.tsx";
import { EditForm } from "../network/edit_form.tsx";
import { optionsOf } from "../network/options.ts";
import { useEdit } from "../network/use_edit.ts";
import type { AdvertiserProps } from "./advertiser.tsx";
import { readAdvertiser } from "./advertiser.tsx";

/** Who an advertiser is, and what is sent to it. */
export function AdvertiserBasics({ of, reload }: AdvertiserProps) {
  const { id } = of.value;
  const edit = useEdit({
    start: of,
    valuesOf,
    read: () => readAdvertiser(id),
    send: (changes, etag) =>
      tagged(
        api.PATCH("/api/v1/advertisers/{id}", {
          params: {
            path: { id: String(id) },
            header: { "If-Match": etag },
          },
          body: bodyOf(changes),
        }),
      ),
    onSaved: reload,
  });
  const { text } = edit.form;
  return (
    <div class="panel">
      <EditForm edit={edit} label={NET.tabs.basics}>
        <div class="fields">
          <Field label={NET.name} required {...text("name")} />
          <Field
            label={NET.invoice_currency}
            hint={NET.invoice_currency_hint}
            {...text("currency")}
          />
          <Field
            label={NET.terms_days}
            inputMode="numeric"
            {...text("terms_days")}
          />
          <Field label={NET.tax_id} {...text("tax_id")} />
          <Field
            label={NET.timezone}
            hint={NET.timezone_hint}
            {...text("timezone")}
          />
          <Field label={NET.external_id} {...text("external_id")} />
          <Select
            label={NET.plain_postback}
            hint={NET.plain_postback_hint}
            options={optionsOf(NET.plain_postbacks)}
            {...text("plain_postback")}
          />
        </div>
      </EditForm>
    </div>
  );
}

function valuesOf(advertiser: Schema<"Advertiser">) {
  return {
    name: advertiser.name,
    currency: advertiser.currency ?? "",
    terms_days: String(advertiser.terms_days),
    tax_id: advertiser.tax_id ?? "",
    timezone: advertiser.timezone ?? "",
    external_id: advertiser.external_id ?? "",
    plain_postback: advertiser.plain_postback,
  };
}

function bodyOf(changes: Partial<ReturnType<typeof valuesOf>>) {
  const { name, terms_days, plain_postback, ...texts } = changes;
  return {
    ...(name !== undefined && { name: name.trim() }),
    ...(terms_days !== undefined && { terms_days: Number(terms_days) }),
    ...(plain_postback !== undefined && { plain_postback }),
    ...Object.fromEntries(
      Object.entries(texts).map(([key, value]) => [key, value.trim() || null]),
    ),
  };
}

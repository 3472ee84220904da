import { api, tagged } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { Check, Field, Select } from "../../ui/field.tsx";
import { LongText } from "../../ui/long_text.tsx";
import { entriesOf, linesOf } from "../advertisers/source_words.ts";
import { EditForm } from "../network/edit_form.tsx";
import { optionsOf } from "../network/options.ts";
import { useEdit } from "../network/use_edit.ts";
import type { AffiliateProps } from "./affiliate.tsx";
import { readAffiliate } from "./affiliate.tsx";

type Affiliate = Schema<"Affiliate">;

/** Who an affiliate is, and how it is paid. */
export function AffiliateBasics({ of, reload }: AffiliateProps) {
  const { id } = of.value;
  const edit = useEdit({
    start: of,
    valuesOf,
    read: () => readAffiliate(id),
    send: (changes, etag) =>
      tagged(
        api.PATCH("/api/v1/affiliates/{id}", {
          params: {
            path: { id: String(id) },
            header: { "If-Match": etag },
          },
          body: bodyOf(changes),
        }),
      ),
    onSaved: reload,
  });
  const { text, values, set } = edit.form;
  return (
    <div class="panel">
      <EditForm edit={edit} label={NET.tabs.basics}>
        <div class="fields">
          <Field label={NET.name} required {...text("name")} />
          <Field label={NET.email} type="email" {...text("email")} />
          <Field
            label={NET.payout_currency}
            hint={NET.payout_currency_hint}
            {...text("payout_currency")}
          />
          <Select
            label={NET.schedule}
            options={optionsOf(NET.schedules)}
            {...text("schedule")}
          />
          <Field
            label={NET.min_payout}
            hint={NET.min_payout_hint}
            inputMode="decimal"
            {...text("min_payout")}
          />
          <Field label={NET.tax_id} {...text("tax_id")} />
          <Field
            label={NET.timezone}
            hint={NET.timezone_hint}
            {...text("timezone")}
          />
          <Field label={NET.external_id} {...text("external_id")} />
        </div>
        <LongText
          label={NET.own_names}
          hint={NET.own_names_hint}
          {...text("param_names")}
        />
        <Check
          label={NET.payment_hold}
          hint={NET.payment_hold_hint}
          checked={values.payment_hold}
          onValue={(payment_hold) => set({ payment_hold })}
        />
      </EditForm>
    </div>
  );
}

function valuesOf(affiliate: Affiliate) {
  return {
    name: affiliate.name,
    email: affiliate.email ?? "",
    payout_currency: affiliate.payout_currency ?? "",
    schedule: affiliate.schedule ?? "",
    min_payout: affiliate.min_payout ?? "",
    tax_id: affiliate.tax_id ?? "",
    timezone: affiliate.timezone ?? "",
    external_id: affiliate.external_id ?? "",
    param_names: linesOf(affiliate.param_names),
    payment_hold: affiliate.payment_hold,
  };
}

function bodyOf(changes: Partial<ReturnType<typeof valuesOf>>) {
  const { payment_hold, name, param_names, ...texts } = changes;
  return {
    ...(payment_hold !== undefined && { payment_hold }),
    ...(name !== undefined && { name: name.trim() }),
    ...(param_names !== undefined && {
      param_names: Object.fromEntries(
        entriesOf(param_names).map(([theirs, ours]) => [theirs, ours[0] ?? ""]),
      ),
    }),
    ...Object.fromEntries(
      Object.entries(texts).map(([key, value]) => [key, value.trim() || null]),
    ),
  };
}

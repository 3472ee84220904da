import { api, tagged } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { Check, Field, Select } from "../../ui/field.tsx";
import { LongText } from "../../ui/long_text.tsx";
import { EditForm } from "../network/edit_form.tsx";
import { optionsOf, wordsOf } from "../network/options.ts";
import { useEdit } from "../network/use_edit.ts";
import type { CampaignProps } from "./campaign.tsx";
import { readCampaign } from "./campaign.tsx";
import type { FormState } from "../../ui/form.tsx";

type Campaign = Schema<"Campaign">;

/** A campaign's texts, terms, windows and addresses, to be edited. */
export function BasicsTab({ of, reload }: CampaignProps) {
  const { id, destination_url_used, currency } = of.value;
  const edit = useEdit({
    start: of,
    valuesOf,
    read: () => readCampaign(id),
    send: (changes, etag) => save(id, bodyOf(changes), etag),
    onSaved: reload,
  });
  const { text, values, set } = edit.form;
  return (
    <div class="panel">
      <EditForm edit={edit} label={NET.tabs.basics}>
        <div class="fields">
          <Field label={NET.name} required {...text("name")} />
          <Field
            label={NET.destination}
            hint={
              destination_url_used
                ? NET.destination_hint
                : NET.destination_unused
            }
            type="url"
            {...text("destination_url")}
          />
          <Field
            label={NET.fallback}
            hint={NET.fallback_hint}
            type="url"
            {...text("fallback_url")}
          />
          <Select
            label={NET.open_to}
            options={optionsOf(NET.visibilities)}
            {...text("visibility")}
          />
          <Field
            label={NET.lookback_days}
            hint={NET.lookback_hint}
            inputMode="numeric"
            {...text("lookback_days")}
          />
          <Select
            label={NET.over_cap}
            hint={NET.over_cap_hint}
            options={optionsOf(NET.over_caps)}
            {...text("over_cap")}
          />
          <Field
            label={NET.deep_link_hosts}
            hint={NET.deep_link_hosts_hint}
            {...text("deep_link_hosts")}
          />
          <Field label={NET.external_id} {...text("external_id")} />
        </div>
        <Texts text={text} />
        <Permissions values={values} set={set} />
        <p class="quiet">{NET.fixed_facts(currency)}</p>
      </EditForm>
    </div>
  );
}

async function save(id: number, body: ReturnType<typeof bodyOf>, etag: string) {
  return await tagged(
    api.PATCH("/api/v1/campaigns/{id}", {
      params: { path: { id: String(id) }, header: { "If-Match": etag } },
      body,
    }),
  );
}

type Form = FormState<ReturnType<typeof valuesOf>>;

function Texts({ text }: Pick<Form, "text">) {
  return (
    <>
      <LongText label={NET.description} {...text("description")} />
      <LongText label={NET.terms} hint={NET.terms_hint} {...text("terms")} />
    </>
  );
}

function Permissions({ values, set }: Pick<Form, "values" | "set">) {
  return (
    <>
      <Check
        label={NET.share_amount}
        checked={values.share_amount}
        onValue={(share_amount) => set({ share_amount })}
      />
      <Check
        label={NET.show_advertiser}
        checked={values.show_advertiser}
        onValue={(show_advertiser) => set({ show_advertiser })}
      />
      <Check
        label={NET.allow_loss}
        hint={NET.allow_loss_hint}
        checked={values.allow_payout_above_revenue}
        onValue={(allow_payout_above_revenue) =>
          set({ allow_payout_above_revenue })
        }
      />
    </>
  );
}

function valuesOf(campaign: Campaign) {
  return {
    name: campaign.name,
    destination_url: campaign.destination_url,
    fallback_url: campaign.fallback_url ?? "",
    visibility: campaign.visibility,
    lookback_days: String(campaign.lookback_days),
    over_cap: campaign.over_cap,
    deep_link_hosts: campaign.deep_link_hosts.join(", "),
    external_id: campaign.external_id ?? "",
    description: campaign.description ?? "",
    terms: campaign.terms ?? "",
    share_amount: campaign.share_amount,
    show_advertiser: campaign.show_advertiser,
    allow_payout_above_revenue: campaign.allow_payout_above_revenue,
  };
}

const MAY_BE_NOTHING = [
  "fallback_url",
  "external_id",
  "description",
  "terms",
] as const;

function bodyOf(changes: Partial<ReturnType<typeof valuesOf>>) {
  const { lookback_days, deep_link_hosts, ...rest } = changes;
  const texts = Object.fromEntries(
    MAY_BE_NOTHING.flatMap((name) => {
      const value = rest[name];
      return value === undefined ? [] : [[name, value.trim() || null]];
    }),
  );
  return {
    ...rest,
    ...texts,
    ...(lookback_days !== undefined && {
      lookback_days: Number(lookback_days),
    }),
    ...(deep_link_hosts !== undefined && {
      deep_link_hosts: wordsOf(deep_link_hosts),
    }),
  };
}

import { NET } from "../../messages/network.ts";
import { Check, Field, Select } from "../../ui/field.tsx";
import type { FormState } from "../../ui/form.tsx";
import { LongText } from "../../ui/long_text.tsx";
import { optionsOf } from "../network/options.ts";
import type { CampaignValues } from "./campaign_values.ts";

type Form = Pick<FormState<CampaignValues>, "text" | "values" | "set">;

/** The name of a campaign, and where its visitors go. */
export function PlaceFields({
  form: { text },
  destination_url_used,
}: {
  form: Form;
  destination_url_used: boolean;
}) {
  return (
    <div class="fields">
      <Field label={NET.name} required {...text("name")} />
      <Field
        label={NET.destination}
        hint={
          destination_url_used ? NET.destination_hint : NET.destination_unused
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
        label={NET.deep_link_hosts}
        hint={NET.deep_link_hosts_hint}
        {...text("deep_link_hosts")}
      />
      <Field
        label={NET.click_param}
        hint={NET.click_param_hint}
        {...text("click_param")}
      />
      <Field label={NET.external_id} {...text("external_id")} />
    </div>
  );
}

/** When a campaign takes visitors, by the clock of a zone. */
export function TimeFields({
  form: { text },
  timezone,
}: {
  form: Form;
  timezone: string;
}) {
  return (
    <fieldset class="fields">
      <legend class="label">{NET.when_it_runs}</legend>
      <Field
        label={NET.starts_at}
        hint={NET.starts_hint(timezone)}
        type="datetime-local"
        {...text("starts_at")}
      />
      <Field
        label={NET.ends_at}
        hint={NET.ends_hint}
        type="datetime-local"
        {...text("ends_at")}
      />
      <Field
        label={NET.days_zone}
        hint={NET.days_zone_hint}
        {...text("timezone")}
      />
    </fieldset>
  );
}

/** Which sales of a campaign are accepted. */
export function SaleFields({ form: { text } }: { form: Form }) {
  return (
    <fieldset class="fields">
      <legend class="label">{NET.sales}</legend>
      <Field
        label={NET.lookback_days}
        hint={NET.lookback_hint}
        inputMode="numeric"
        {...text("lookback_days")}
      />
      <Field
        label={NET.backfill_days}
        hint={NET.backfill_hint}
        inputMode="numeric"
        {...text("backfill_days")}
      />
      <Field
        label={NET.min_seconds}
        hint={NET.min_seconds_hint}
        inputMode="numeric"
        {...text("min_seconds_to_convert")}
      />
      <Select
        label={NET.over_cap}
        hint={NET.over_cap_hint}
        options={optionsOf(NET.over_caps)}
        {...text("over_cap")}
      />
    </fieldset>
  );
}

/** Where a campaign's currency and an affiliate's differ. */
export function CurrencyFields({ form: { text } }: { form: Form }) {
  return (
    <fieldset class="fields">
      <legend class="label">{NET.money_between}</legend>
      <Field
        label={NET.paid_in}
        hint={NET.paid_in_hint}
        {...text("payout_currency")}
      />
      <Field
        label={NET.fx_spread}
        hint={NET.fx_spread_hint}
        inputMode="decimal"
        {...text("fx_spread_percent")}
      />
    </fieldset>
  );
}

/** The texts of a campaign that affiliates read. */
export function TextFields({ form: { text } }: { form: Form }) {
  return (
    <>
      <LongText label={NET.description} {...text("description")} />
      <LongText label={NET.terms} hint={NET.terms_hint} {...text("terms")} />
    </>
  );
}

/** The yes-or-no settings of a campaign. */
export function PermissionFields({ form: { values, set } }: { form: Form }) {
  return (
    <>
      <Check
        label={NET.pass_query}
        checked={values.pass_query}
        onValue={(pass_query) => set({ pass_query })}
      />
      <Check
        label={NET.asks_consent}
        checked={values.asks_consent}
        onValue={(asks_consent) => set({ asks_consent })}
      />
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
      <Check
        label={NET.shadow}
        hint={NET.shadow_hint}
        checked={values.shadow}
        onValue={(shadow) => set({ shadow })}
      />
    </>
  );
}

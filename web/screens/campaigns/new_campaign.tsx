import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { go, useLocation } from "../../state/location.ts";
import { Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form.tsx";
import { useTitle } from "../../ui/title.ts";
import { RuleFields, ruleOf, textsOf } from "../network/money_rule.tsx";
import { optionsOf } from "../network/options.ts";
import { Picker } from "../network/picker.tsx";

const START = {
  advertiser_id: "",
  name: "",
  destination_url: "https://",
  currency: "USD",
  visibility: "public" as Schema<"Campaign">["visibility"],
  key: "sale",
  default_status: "pending" as Schema<"Goal">["default_status"],
  revenue: textsOf({ type: "percent", percent: "10" }),
  payout: textsOf({ type: "percent", percent: "8" }),
};

type Values = typeof START;

/** Makes a campaign with its first goal and what it pays. */
export function NewCampaignScreen() {
  useTitle(NET.new_campaign);
  const given = useLocation().query.get("advertiser") ?? "";
  const form = useForm({ ...START, advertiser_id: given }, make);
  return (
    <>
      <h1>{NET.new_campaign}</h1>
      <div class="panel">
        <Form form={form} label={NET.new_campaign}>
          <div class="fields">
            <WhoSells form={form} given={given} />
            <Field label={NET.name} required {...form.text("name")} />
            <Field
              label={NET.destination}
              hint={NET.destination_hint}
              type="url"
              required
              {...form.text("destination_url")}
            />
            <Field
              label={NET.currency}
              hint={NET.currency_hint}
              required
              {...form.text("currency")}
            />
            <Select
              label={NET.open_to}
              options={optionsOf(NET.visibilities)}
              {...form.text("visibility")}
            />
          </div>
          <h2>{NET.first_goal}</h2>
          <FirstGoal form={form} />
          <Submit label={NET.make_campaign} is_sending={form.is_sending} />
        </Form>
      </div>
    </>
  );
}

async function make(values: Values): Promise<void> {
  const { key, default_status, revenue, payout, currency, ...rest } = values;
  const body = {
    ...rest,
    advertiser_id: Number(rest.advertiser_id),
    name: rest.name.trim(),
    destination_url: rest.destination_url.trim(),
    currency: currency.trim().toUpperCase(),
    goals: [
      {
        key: key.trim(),
        default_status,
        revenue: ruleOf(revenue),
        payout: ruleOf(payout),
      },
    ],
  };
  const { id } = await ok(api.POST("/api/v1/campaigns", { body }));
  go(`/app/campaigns/${id}?tab=prices`);
}

function WhoSells({ form, given }: { form: FormState<Values>; given: string }) {
  const [is_other, setOther] = useState(given === "");
  const { data } = useAsked(given === "" ? null : given, (signal) =>
    ok(
      api.GET("/api/v1/advertisers/{id}", {
        params: { path: { id: given } },
        signal,
      }),
    ),
  );
  if (!is_other) {
    return (
      <div class="field">
        <span class="label">{NET.advertiser}</span>
        <span class="row">
          {data?.name ?? `#${given}`}
          <button type="button" class="link" onClick={() => setOther(true)}>
            {NET.another}
          </button>
        </span>
      </div>
    );
  }
  return (
    <Picker
      kind="advertisers"
      label={NET.advertiser}
      hint={NET.picker_hint}
      {...form.text("advertiser_id")}
    />
  );
}

function FirstGoal({ form }: { form: FormState<Values> }) {
  const { revenue, payout, currency } = form.values;
  return (
    <>
      <div class="fields">
        <Field
          label={NET.goal_key}
          hint={NET.goal_key_hint}
          required
          {...form.text("key")}
        />
        <Select
          label={NET.new_conversions}
          options={optionsOf(NET.default_statuses)}
          {...form.text("default_status")}
        />
      </div>
      <RuleFields
        label={NET.advertiser_pays}
        currency={currency}
        value={revenue}
        onValue={(value) => form.set({ revenue: value })}
      />
      <RuleFields
        label={NET.affiliate_gets}
        currency={currency}
        value={payout}
        onValue={(value) => form.set({ payout: value })}
        is_payout
      />
    </>
  );
}

import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { NET } from "../../messages/network.ts";
import { go } from "../../state/location.ts";
import { Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { useTitle } from "../../ui/title.ts";
import { optionsOf } from "../network/options.ts";

type Affiliate = Schema<"Affiliate">;

const START = {
  name: "",
  email: "",
  payout_currency: "",
  schedule: "" as NonNullable<Affiliate["schedule"]> | "",
};

/** Makes an affiliate. */
export function NewAffiliateScreen() {
  useTitle(NET.new_affiliate);
  const form = useForm(START, async (values) => {
    const { schedule } = values;
    const body = {
      name: values.name.trim(),
      email: values.email.trim() || null,
      payout_currency: values.payout_currency.trim().toUpperCase() || null,
      schedule: schedule === "" ? null : schedule,
    };
    const { id } = await ok(api.POST("/api/v1/affiliates", { body }));
    go(`/app/affiliates/${id}?tab=links`);
  });
  return (
    <>
      <h1>{NET.new_affiliate}</h1>
      <div class="panel">
        <Form form={form} label={NET.new_affiliate}>
          <div class="fields">
            <Field label={NET.name} required {...form.text("name")} />
            <Field label={NET.email} type="email" {...form.text("email")} />
            <Field
              label={NET.payout_currency}
              hint={NET.payout_currency_hint}
              {...form.text("payout_currency")}
            />
            <Select
              label={NET.schedule}
              options={optionsOf(NET.schedules)}
              {...form.text("schedule")}
            />
          </div>
          <Submit label={NET.make_affiliate} is_sending={form.is_sending} />
        </Form>
      </div>
    </>
  );
}

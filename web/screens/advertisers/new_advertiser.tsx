import { api, ok } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { NET } from "../../messages/network.ts";
import { go } from "../../state/location.ts";
import { Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { useTitle } from "../../ui/title.ts";

/** Makes an advertiser. */
export function NewAdvertiserScreen() {
  useTitle(NET.new_advertiser);
  const start = { name: "", currency: "", terms_days: "30" };
  const form = useForm(start, async ({ name, currency, terms_days }) => {
    const body = {
      name: name.trim(),
      currency: currency.trim().toUpperCase() || null,
      terms_days: Number(terms_days),
    };
    const { id } = await ok(api.POST("/api/v1/advertisers", { body }));
    go(`/app/advertisers/${id}?tab=campaigns`);
  });
  return (
    <>
      <h1>{NET.new_advertiser}</h1>
      <div class="panel">
        <Form form={form} label={NET.new_advertiser}>
          <div class="fields">
            <Field label={NET.name} required {...form.text("name")} />
            <Field
              label={NET.invoice_currency}
              hint={NET.invoice_currency_hint}
              {...form.text("currency")}
            />
            <Field
              label={NET.terms_days}
              inputMode="numeric"
              {...form.text("terms_days")}
            />
          </div>
          <Submit label={NET.make_advertiser} is_sending={form.is_sending} />
        </Form>
      </div>
    </>
  );
}

import { api, ok } from "../../api/client.ts";
import { FIRST } from "../../messages/first_hour.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import type { StepProps } from "./first_hour.tsx";

/** The first step: who sells. */
export function MakeAdvertiser({ onMade }: StepProps) {
  const form = useForm({ name: "" }, async ({ name }) => {
    const body = { name: name.trim() };
    const { id } = await ok(api.POST("/api/v1/advertisers", { body }));
    onMade({ advertiser: id });
  });
  return (
    <Form form={form} label={FIRST.steps.advertiser}>
      <Field label={FIRST.advertiser_name} required {...form.text("name")} />
      <Submit label={FIRST.next} is_sending={form.is_sending} />
    </Form>
  );
}

/** The second step: what is sold, and what it pays. */
export function MakeCampaign({ made, onMade }: StepProps) {
  const form = useForm(
    {
      name: "",
      destination_url: "https://",
      currency: "USD",
      key: "sale",
      revenue: "10",
      payout: "8",
    },
    async ({ name, destination_url, currency, key, revenue, payout }) => {
      const percent = (text: string) =>
        ({ type: "percent", percent: text.trim() }) as const;
      const body = {
        advertiser_id: made.advertiser ?? 0,
        name: name.trim(),
        destination_url: destination_url.trim(),
        currency: currency.trim().toUpperCase(),
        goals: [
          {
            key: key.trim(),
            revenue: percent(revenue),
            payout: percent(payout),
          },
        ],
      };
      const { id } = await ok(api.POST("/api/v1/campaigns", { body }));
      onMade({ campaign: id });
    },
  );
  return (
    <Form form={form} label={FIRST.steps.campaign}>
      <div class="controls">
        <Field label={FIRST.campaign_name} required {...form.text("name")} />
        <Field
          label={FIRST.destination}
          hint={FIRST.destination_hint}
          type="url"
          required
          {...form.text("destination_url")}
        />
        <Field
          label={FIRST.currency}
          hint={FIRST.currency_hint}
          required
          {...form.text("currency")}
        />
        <Field
          label={FIRST.goal}
          hint={FIRST.goal_hint}
          required
          {...form.text("key")}
        />
        <Field
          label={FIRST.revenue}
          inputMode="decimal"
          required
          {...form.text("revenue")}
        />
        <Field
          label={FIRST.payout}
          inputMode="decimal"
          required
          {...form.text("payout")}
        />
      </div>
      <Submit label={FIRST.next} is_sending={form.is_sending} />
    </Form>
  );
}

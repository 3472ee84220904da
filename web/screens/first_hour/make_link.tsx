import { api, ok } from "../../api/client.ts";
import { FIRST } from "../../messages/first_hour.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import type { StepProps } from "./first_hour.tsx";

/** The fourth step: an affiliate who may promote the campaign, with its link. */
export function MakeLink({ made, onMade }: StepProps) {
  const form = useForm({ name: "" }, async ({ name }) => {
    const campaign_id = made.campaign ?? 0;
    const affiliate = await ok(
      api.POST("/api/v1/affiliates", { body: { name: name.trim() } }),
    );
    const body = { campaign_id, affiliate_id: affiliate.id };
    const { id } = await ok(api.POST("/api/v1/links", { body }));
    onMade({ link: id });
  });
  return (
    <Form form={form} label={FIRST.steps.link}>
      <Field label={FIRST.affiliate_name} required {...form.text("name")} />
      <Submit label={FIRST.next} is_sending={form.is_sending} />
    </Form>
  );
}

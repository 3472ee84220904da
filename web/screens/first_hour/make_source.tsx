import { api, ok } from "../../api/client.ts";
import { FIRST } from "../../messages/first_hour.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import type { StepProps } from "./first_hour.tsx";

/** The third step: the address that the advertiser's server will call. */
export function MakeSource({ made, onMade }: StepProps) {
  const form = useForm({}, async () => {
    const source = await ok(
      api.POST("/api/v1/advertisers/{id}/sources", {
        params: { path: { id: String(made.advertiser) } },
        // Its address is secret, and proof enough.
        body: { name: FIRST.steps.source },
      }),
    );
    onMade({ source: source.id });
  });
  return (
    <Form form={form} label={FIRST.steps.source}>
      <p>{FIRST.source_text}</p>
      <Submit label={FIRST.source_make} is_sending={form.is_sending} />
    </Form>
  );
}

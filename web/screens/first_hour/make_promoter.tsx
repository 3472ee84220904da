import { api, ok } from "../../api/client.ts";
import { FIRST } from "../../messages/first_hour.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { Act } from "../../ui/act.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import {
  EndpointForm,
  makeEndpoint,
  TRIED,
} from "../endpoints/add_endpoint.tsx";
import type { StepProps } from "./first_hour.tsx";

/** The fourth step: an affiliate with its link, and then where its tracker is told. */
export function MakePromoter(props: StepProps) {
  const { affiliate, link } = props.made;
  return affiliate === undefined || link === undefined ? (
    <MakeLink {...props} />
  ) : (
    <TellTracker affiliate={affiliate} onMade={props.onMade} />
  );
}

function MakeLink({ made, onMade }: StepProps) {
  const form = useForm({ name: "" }, async ({ name }) => {
    const campaign_id = made.campaign ?? 0;
    const affiliate = await ok(
      api.POST("/api/v1/affiliates", { body: { name: name.trim() } }),
    );
    const body = { campaign_id, affiliate_id: affiliate.id };
    const { id } = await ok(api.POST("/api/v1/links", { body }));
    onMade({ affiliate: affiliate.id, link: id });
  });
  return (
    <Form form={form} label={FIRST.steps.link}>
      <Field
        label={FIRST.affiliate_name}
        hint={FIRST.affiliate_hint}
        required
        {...form.text("name")}
      />
      <Submit label={FIRST.next} is_sending={form.is_sending} />
    </Form>
  );
}

/** Where an affiliate's tracker is told of its sales; it can be left for later. */
export function TellTracker({
  affiliate,
  onMade,
}: {
  affiliate: number;
  onMade: StepProps["onMade"];
}) {
  const tell: Parameters<typeof EndpointForm>[0]["save"] = async (tracker) => {
    const { id } = await makeEndpoint(String(affiliate), tracker);
    onMade({ endpoint: id });
  };
  return (
    <>
      <h3>{FIRST.tracker}</h3>
      <p>{FIRST.tracker_text}</p>
      <p>{FIRST.tried_text}</p>
      <div class="row">
        <Act kind="main" work={() => tell({ preset: TRIED })}>
          {FIRST.tried}
        </Act>
        <Button onClick={() => onMade({ endpoint: 0 })}>
          {FIRST.tracker_none}
        </Button>
      </div>
      <details>
        <summary>{FIRST.tracker_own}</summary>
        <EndpointForm is_real save={tell} />
      </details>
    </>
  );
}

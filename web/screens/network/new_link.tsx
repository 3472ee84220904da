import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { NET } from "../../messages/network.ts";
import { Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import type { LinksOf } from "./links_tab.tsx";
import { Picker } from "./picker.tsx";

const SUBS = ["sub1", "sub2", "sub3"] as const;

/** Makes a link of an affiliate to a campaign. */
export function NewLink({
  of,
  onMade,
}: {
  of: LinksOf;
  onMade(link: Schema<"Link">): void;
}) {
  const start = { other: "", sub1: "", sub2: "", sub3: "", deep_link: "" };
  const form = useForm(start, async (values) => {
    const other = Number(values.other);
    const { campaign_id = other, affiliate_id = other } = of;
    const subs = Object.fromEntries(
      SUBS.flatMap((name) => {
        const value = values[name].trim();
        return value === "" ? [] : [[name, value]];
      }),
    );
    const deep_link = values.deep_link.trim();
    const body = {
      campaign_id,
      affiliate_id,
      subs,
      ...(deep_link !== "" && { deep_link }),
    };
    const link = await ok(api.POST("/api/v1/links", { body }));
    onMade(link);
  });
  const is_campaign = of.campaign_id !== undefined;
  const { error } = form;
  const wrong = error?.fields.find(
    ({ field }) => field === (is_campaign ? "affiliate_id" : "campaign_id"),
  )?.message;
  return (
    <section class="panel">
      <Form form={form} label={NET.new_link}>
        <h2>{NET.new_link}</h2>
        <div class="fields">
          <Picker
            kind={is_campaign ? "affiliates" : "campaigns"}
            label={is_campaign ? NET.affiliate : NET.campaign}
            hint={NET.picker_hint}
            {...form.text("other")}
            wrong={wrong}
          />
          {SUBS.map((name, at) => (
            <Field key={name} label={NET.sub(at + 1)} {...form.text(name)} />
          ))}
          <Field
            label={NET.deep_link}
            hint={NET.deep_link_hint}
            type="url"
            {...form.text("deep_link")}
          />
        </div>
        <Submit label={NET.make_link} is_sending={form.is_sending} />
      </Form>
    </section>
  );
}

import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { NET } from "../../messages/network.ts";
import { Check, Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form.tsx";
import type { LinksOf } from "./links_tab.tsx";
import { Picker } from "./picker.tsx";
import { SmartFields } from "./smart_fields.tsx";
import { NEW_TARGET, targetsOf } from "./smart_targets.ts";

const SUBS = ["sub1", "sub2", "sub3"] as const;

const START = {
  other: "",
  is_smart: false,
  smart: [NEW_TARGET],
  sub1: "",
  sub2: "",
  sub3: "",
  deep_link: "",
};

type Values = typeof START;

/** Makes a link of an affiliate to a campaign, or a smart one to several. */
export function NewLink({
  of,
  onMade,
}: {
  of: LinksOf;
  onMade(link: Schema<"Link">): void;
}) {
  const form = useForm(START, async (values) => {
    const body = bodyOf(values, of);
    onMade(await ok(api.POST("/api/v1/links", { body })));
  });
  const { is_smart, smart } = form.values;
  return (
    <section class="panel">
      <Form form={form} label={NET.new_link}>
        <h2>{NET.new_link}</h2>
        {of.campaign_id === undefined && (
          <Check
            label={NET.smart_check}
            checked={is_smart}
            onValue={(checked) => form.set({ is_smart: checked })}
          />
        )}
        {is_smart && (
          <SmartFields
            value={smart}
            onValue={(targets) => form.set({ smart: targets })}
          />
        )}
        <LinkFields form={form} of={of} />
        <Submit label={NET.make_link} is_sending={form.is_sending} />
      </Form>
    </section>
  );
}

function LinkFields({ form, of }: { form: FormState<Values>; of: LinksOf }) {
  const is_campaign = of.campaign_id !== undefined;
  const { error, values } = form;
  const wrong = error?.fields.find(
    ({ field }) => field === (is_campaign ? "affiliate_id" : "campaign_id"),
  )?.message;
  return (
    <div class="fields">
      {!values.is_smart && (
        <Picker
          kind={is_campaign ? "affiliates" : "campaigns"}
          label={is_campaign ? NET.affiliate : NET.campaign}
          hint={NET.picker_hint}
          {...form.text("other")}
          wrong={wrong}
        />
      )}
      {SUBS.map((name, at) => (
        <Field key={name} label={NET.sub(at + 1)} {...form.text(name)} />
      ))}
      {!values.is_smart && (
        <Field
          label={NET.deep_link}
          hint={NET.deep_link_hint}
          type="url"
          {...form.text("deep_link")}
        />
      )}
    </div>
  );
}

function bodyOf(values: Values, of: LinksOf) {
  const other = Number(values.other);
  const { campaign_id = other, affiliate_id = other } = of;
  const subs = Object.fromEntries(
    SUBS.flatMap((name) => {
      const value = values[name].trim();
      return value === "" ? [] : [[name, value]];
    }),
  );
  if (values.is_smart) {
    return { affiliate_id, subs, smart: targetsOf(values.smart) };
  }
  const deep_link = values.deep_link.trim();
  return {
    campaign_id,
    affiliate_id,
    subs,
    ...(deep_link !== "" && { deep_link }),
  };
}

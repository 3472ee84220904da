import type { Tagged } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form.tsx";
import { LongText } from "../../ui/long_text.tsx";
import { Shown } from "../own/shown.tsx";
import { EditForm } from "./edit_form.tsx";
import { optionsOf } from "./options.ts";
import { Picker } from "./picker.tsx";
import { conditionInWords } from "./rule_kinds.ts";
import type { Rule, RuleBody, RuleKind } from "./rule_kinds.ts";
import { textOfValues, valuesOfText } from "./rule_values.ts";
import { useEdit } from "./use_edit.ts";

/** A rule's condition and consequence as its form has them. */
type RuleTexts = Record<keyof RuleBody, string>;

/** Changes a rule; whom it is for stays. */
export function EditRule({
  kind,
  id,
  onSaved,
}: {
  kind: RuleKind;
  id: string;
  onSaved(): void;
}) {
  const asked = useAsked(`${kind.name} ${id}`, (signal) =>
    kind.read(id, signal),
  );
  return (
    <Shown asked={asked} lines={6}>
      {(start) => <EditRuleForm key={id} {...{ kind, id, start, onSaved }} />}
    </Shown>
  );
}

function EditRuleForm({
  kind,
  id,
  start,
  onSaved,
}: {
  kind: RuleKind;
  id: string;
  start: Tagged<Rule>;
  onSaved(): void;
}) {
  const edit = useEdit<Rule, RuleTexts>({
    start,
    valuesOf: textsOfRule,
    read: () => kind.read(id),
    send: (changes, etag) => kind.change(id, bodyOf(changes), etag),
    onSaved,
  });
  return (
    <>
      <p class="quiet">{NET.change_rule_happens}</p>
      <EditForm edit={edit} label={NET.change_rule}>
        <Condition kind={kind} form={edit.form} />
      </EditForm>
    </>
  );
}

/** Makes a rule for a campaign, or for all; for one affiliate, or for all. */
export function NewRule({
  kind,
  campaign_id,
  onMade,
}: {
  kind: RuleKind;
  campaign_id?: number;
  onMade(): void;
}) {
  const start = {
    ...kind.start,
    values: "",
    reason: "",
    campaign_id: String(campaign_id ?? ""),
    affiliate_id: "",
  };
  const form = useForm(start, async (values) => {
    const { campaign_id, affiliate_id, ...texts } = values;
    const idOf = (id: string) => (id === "" ? null : Number(id));
    await kind.make({
      ...bodyOf(texts),
      campaign_id: idOf(campaign_id),
      affiliate_id: idOf(affiliate_id),
    });
    form.set({ ...kind.start, values: "", reason: "" });
    onMade();
  });
  return (
    <details>
      <summary>{NET.new_rule}</summary>
      <Form form={form} label={`${kind.title}: ${NET.new_rule}`}>
        <div class="fields">
          {campaign_id === undefined && (
            <Picker
              kind="campaigns"
              label={NET.only_campaign}
              hint={NET.picker_or_all}
              {...form.text("campaign_id")}
            />
          )}
          <Picker
            kind="affiliates"
            label={NET.only_affiliate}
            hint={NET.picker_or_all}
            {...form.text("affiliate_id")}
          />
        </div>
        <Condition kind={kind} form={form} />
        <Submit label={NET.add} is_sending={form.is_sending} />
      </Form>
    </details>
  );
}

function Condition({
  kind,
  form: { text, values },
}: {
  kind: RuleKind;
  form: Pick<FormState<RuleTexts>, "text" | "values">;
}) {
  const is_whole = values.values.trim() !== "";
  return (
    <>
      <div class="fields">
        {kind.fields === null ? (
          <Field
            label={NET.rule_field}
            hint={NET.traffic_field_hint}
            {...text("field")}
          />
        ) : (
          <Select
            label={NET.rule_field}
            options={optionsOf(kind.fields)}
            {...text("field")}
          />
        )}
        <Select
          label={NET.rule_op}
          options={optionsOf(kind.ops)}
          {...text("op")}
        />
      </div>
      <LongText
        label={NET.rule_values}
        hint={NET.rule_values_hint}
        {...text("values")}
      />
      <div class="fields">
        <Select
          label={NET.rule_action}
          options={optionsOf(kind.actions)}
          {...text("action")}
        />
        <Field
          label={NET.reason}
          hint={NET.rule_reason_hint}
          {...text("reason")}
        />
      </div>
      {is_whole && <p>{conditionInWords(kind, bodyOf(values))}</p>}
    </>
  );
}

function textsOfRule({ field, op, values, action, reason }: Rule): RuleTexts {
  const text = textOfValues(values);
  return { field, op, values: text, action, reason: reason ?? "" };
}

function bodyOf(texts: RuleTexts): RuleBody;
function bodyOf(texts: Partial<RuleTexts>): Partial<RuleBody>;
function bodyOf({ field, values, reason, ...words }: Partial<RuleTexts>) {
  return {
    ...words,
    ...(field !== undefined && { field: field.trim() }),
    ...(values !== undefined && { values: valuesOfText(values) }),
    ...(reason !== undefined && { reason: reason.trim() || null }),
  };
}

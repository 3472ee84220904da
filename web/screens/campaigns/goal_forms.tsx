import { useState } from "preact/hooks";
import { api, ok, tagged } from "../../api/client.ts";
import type { Tagged } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { Button } from "../../ui/button.tsx";
import { Check, Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Failed, Shape } from "../../ui/notice.tsx";
import { Drawer } from "../../ui/overlay.tsx";
import { EditForm } from "../network/edit_form.tsx";
import { RuleFields, ruleOf, textsOf } from "../network/money_rule.tsx";
import { optionsOf } from "../network/options.ts";
import { Remove } from "../network/remove.tsx";
import { useEdit } from "../network/use_edit.ts";
import type { CampaignProps } from "./campaign.tsx";
import type { Goal } from "./prices.ts";

type Campaign = CampaignProps["campaign"];

/** Adds a goal to a campaign. */
export function NewGoal({
  campaign,
  onMade,
}: {
  campaign: Campaign;
  onMade(): void;
}) {
  const [is_open, setOpen] = useState(false);
  return (
    <>
      <div>
        <Button onClick={() => setOpen(true)}>{NET.new_goal}</Button>
      </div>
      {is_open && (
        <Drawer title={NET.new_goal} onClose={() => setOpen(false)}>
          <NewGoalForm
            campaign={campaign}
            onMade={() => {
              setOpen(false);
              onMade();
            }}
          />
        </Drawer>
      )}
    </>
  );
}

function NewGoalForm({
  campaign: { id, currency },
  onMade,
}: {
  campaign: Campaign;
  onMade(): void;
}) {
  const start = {
    key: "",
    name: "",
    default_status: "pending" as Goal["default_status"],
    revenue: textsOf({ type: "fixed", amount: "" }),
    payout: textsOf({ type: "fixed", amount: "" }),
  };
  const form = useForm(start, async (values) => {
    const { key, name, default_status, revenue, payout } = values;
    const body = {
      key: key.trim(),
      ...(name.trim() !== "" && { name: name.trim() }),
      default_status,
      revenue: ruleOf(revenue),
      payout: ruleOf(payout),
    };
    const params = { path: { id: String(id) } };
    await ok(api.POST("/api/v1/campaigns/{id}/goals", { params, body }));
    onMade();
  });
  const { revenue, payout } = form.values;
  return (
    <Form form={form} label={NET.new_goal}>
      <Field
        label={NET.goal_key}
        hint={NET.goal_key_hint}
        required
        {...form.text("key")}
      />
      <Field label={NET.name} {...form.text("name")} />
      <Select
        label={NET.new_conversions}
        options={optionsOf(NET.default_statuses)}
        {...form.text("default_status")}
      />
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
      <Submit label={NET.make_goal} is_sending={form.is_sending} />
    </Form>
  );
}

/** How conversions of a goal are counted and decided. */
export function GoalSettings(props: {
  campaign: Campaign;
  goal: Goal;
  onSaved(): void;
}) {
  const { campaign, goal, onSaved } = props;
  const [is_open, setOpen] = useState(false);
  const key = is_open ? `goal ${campaign.id} ${goal.key}` : null;
  const { data, error, reload } = useAsked(key, () =>
    readGoal(campaign.id, goal.key),
  );
  const close = () => setOpen(false);
  const done = () => {
    close();
    onSaved();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        {NET.settings}
        <span class="unseen"> {goal.name}</span>
      </Button>
      {is_open && (
        <Drawer title={NET.settings_of(goal.name)} onClose={close}>
          {error !== undefined ? (
            <Failed error={error} retry={reload} />
          ) : data === undefined ? (
            <Shape />
          ) : (
            <>
              <SettingsForm
                campaign_id={campaign.id}
                start={data}
                onSaved={done}
              />
              <RemoveGoal campaign_id={campaign.id} of={data} onDone={done} />
            </>
          )}
        </Drawer>
      )}
    </>
  );
}

function RemoveGoal({
  campaign_id,
  of: { value, etag },
  onDone,
}: {
  campaign_id: number;
  of: Tagged<Goal>;
  onDone(): void;
}) {
  const params = {
    path: { id: String(campaign_id), key: value.key },
    header: { "If-Match": etag },
  };
  return (
    <div>
      <Remove
        name={value.name}
        happens={NET.remove_goal_happens}
        work={async () => {
          await ok(
            api.DELETE("/api/v1/campaigns/{id}/goals/{key}", { params }),
          );
          onDone();
        }}
      />
    </div>
  );
}

async function readGoal(id: number, key: string) {
  const params = { path: { id: String(id), key } };
  return await tagged(
    api.GET("/api/v1/campaigns/{id}/goals/{key}", { params }),
  );
}

function SettingsForm({
  campaign_id,
  start,
  onSaved,
}: {
  campaign_id: number;
  start: Tagged<Goal>;
  onSaved(): void;
}) {
  const { key } = start.value;
  const edit = useEdit({
    start,
    valuesOf,
    read: () => readGoal(campaign_id, key),
    send: (changes, etag) =>
      tagged(
        api.PATCH("/api/v1/campaigns/{id}/goals/{key}", {
          params: {
            path: { id: String(campaign_id), key },
            header: { "If-Match": etag },
          },
          body: bodyOf(changes),
        }),
      ),
    onSaved,
  });
  const { text, values, set } = edit.form;
  return (
    <EditForm edit={edit} label={NET.settings_of(key)}>
      <Field label={NET.name} {...text("name")} />
      <Check
        label={NET.is_default_goal}
        checked={values.default}
        onValue={(is_default) => set({ default: is_default })}
      />
      <Select
        label={NET.new_conversions}
        options={optionsOf(NET.default_statuses)}
        {...text("default_status")}
      />
      <Select
        label={NET.dedupe}
        options={optionsOf(NET.dedupes)}
        {...text("dedupe")}
      />
      <Field
        label={NET.goal_after}
        hint={NET.goal_after_hint}
        {...text("after")}
      />
      <Select
        label={NET.after_refund}
        options={optionsOf(NET.after_refunds)}
        {...text("fixed_on_refund")}
      />
      {NUMBERS.map((name) => (
        <Field
          key={name}
          label={NET.goal_numbers[name]}
          inputMode="numeric"
          {...text(name)}
        />
      ))}
    </EditForm>
  );
}

const NUMBERS = [
  "auto_approve_days",
  "hold_days",
  "lookback_days",
  "max_per_click",
] as const;

function valuesOf(goal: Goal) {
  return {
    name: goal.name,
    default: goal.default,
    default_status: goal.default_status,
    dedupe: goal.dedupe,
    after: goal.after ?? "",
    fixed_on_refund: goal.fixed_on_refund,
    auto_approve_days: numberText(goal.auto_approve_days),
    hold_days: numberText(goal.hold_days),
    lookback_days: numberText(goal.lookback_days),
    max_per_click: numberText(goal.max_per_click),
  };
}

function numberText(value: number | null): string {
  return value === null ? "" : String(value);
}

function bodyOf(changes: Partial<ReturnType<typeof valuesOf>>) {
  const numbers = Object.fromEntries(
    NUMBERS.flatMap((name) => {
      const text = changes[name];
      if (text === undefined) return [];
      return [[name, text.trim() === "" ? null : Number(text)]];
    }),
  );
  const { name, default_status, dedupe, after, fixed_on_refund } = changes;
  return {
    ...(name !== undefined && { name: name.trim() }),
    ...(changes.default !== undefined && { default: changes.default }),
    ...(default_status !== undefined && { default_status }),
    ...(dedupe !== undefined && { dedupe }),
    ...(after !== undefined && { after: after.trim() || null }),
    ...(fixed_on_refund !== undefined && { fixed_on_refund }),
    ...numbers,
  };
}

import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { LOGS } from "../../messages/logs.ts";
import { Act } from "../../ui/act.tsx";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import { go } from "../../state/location.ts";
import { Picker } from "../network/picker.tsx";
import { filledIn } from "./filled_in.ts";
import { STATUSES } from "./statuses.ts";
import { MoneyMoved } from "./would_do.tsx";

type DryRun = Schema<"ConversionDryRun">;

const START = {
  click_id: "",
  campaign_id: "",
  affiliate_id: "",
  goal: "",
  order_id: "",
  status: "approved",
  amount: "",
  currency: "",
  reason: "",
};

const PICKED = { campaigns: "campaign", affiliates: "affiliate" } as const;

/** A conversion that no postback told of, added by hand. */
export function AddConversion({ reload }: { reload(): void }) {
  const [is_open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{LOGS.add}</Button>
      {is_open && (
        <Dialog title={LOGS.add} onClose={() => setOpen(false)}>
          <AddForm
            onAdded={(id) => {
              setOpen(false);
              reload();
              go(`/app/conversions?open=${id}`);
            }}
          />
        </Dialog>
      )}
    </>
  );
}

function AddForm({ onAdded }: { onAdded(id: string): void }) {
  const [tried, setTried] = useState<{ of: DryRun; text: string } | null>(null);
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm(START, async (values) => {
    const answer = await send(values, {});
    if ("is_new" in answer) {
      setTried({ of: answer, text: JSON.stringify(values) });
    }
  });
  const make = async () => {
    const answer = await send(form.values, { "idempotency-key": key });
    if ("id" in answer) onAdded(answer.id);
  };
  const is_shown = tried?.text === JSON.stringify(form.values);
  return (
    <>
      <p class="quiet">{LOGS.add_hint}</p>
      <Fields form={form} />
      {is_shown && tried !== null && (
        <>
          <Notice
            tone="warn"
            title={tried.of.is_new ? LOGS.add_would : LOGS.add_there}
          />
          <MoneyMoved of={tried.of} />
          {tried.of.is_new && (
            <div>
              <Act kind="main" work={make}>
                {LOGS.add_do}
              </Act>
            </div>
          )}
        </>
      )}
    </>
  );
}

/** Tries it without a key, and adds it with one: sent twice, it is added once. */
async function send(
  { status, reason, ...rest }: typeof START,
  headers: { "idempotency-key"?: string },
) {
  return await ok(
    api.POST("/api/v1/conversions", {
      body: {
        ...filledIn(rest),
        status: status as (typeof STATUSES)[number],
        reason: reason.trim(),
        dry_run: headers["idempotency-key"] === undefined,
      },
      headers,
    }),
  );
}

function Fields({ form }: { form: FormState<typeof START> }) {
  return (
    <Form form={form} label={LOGS.add}>
      <Field
        label={LOGS.add_click}
        hint={LOGS.add_click_hint}
        {...form.text("click_id")}
      />
      <div class="controls at-top">
        {(["campaigns", "affiliates"] as const).map((kind) => {
          const name = PICKED[kind];
          return (
            <Picker
              key={kind}
              kind={kind}
              label={LOGS[name]}
              {...form.text(`${name}_id`)}
            />
          );
        })}
        <Field label={LOGS.goal} {...form.text("goal")} />
        <Field label={LOGS.order} {...form.text("order_id")} />
        <Field
          label={LOGS.amount}
          inputMode="decimal"
          {...form.text("amount")}
        />
        <Field label={LOGS.currency} {...form.text("currency")} />
        <Select
          label={LOGS.status}
          {...form.text("status")}
          options={STATUSES.map((one) => ({ value: one, label: one }))}
        />
      </div>
      <Field label={LOGS.bulk_reason} required {...form.text("reason")} />
      <Submit label={LOGS.bulk_try} is_sending={form.is_sending} />
    </Form>
  );
}

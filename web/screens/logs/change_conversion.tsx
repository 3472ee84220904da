import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { LOGS } from "../../messages/logs.ts";
import { Act } from "../../ui/act.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { changesOf } from "./conversion_changes.ts";
import type { ConversionValues } from "./conversion_changes.ts";
import { STATUSES } from "./statuses.ts";
import { MoneyMoved } from "./would_do.tsx";

type Whole = Schema<"ConversionWithHistory">;
type DryRun = Schema<"ConversionDryRun">;

const MONEY = ["amount", "revenue", "payout"] as const;

/** Changes one conversion: tried first, then made of what was shown, with the reason. */
export function ChangeConversion({
  read: { value, etag },
  onChanged,
}: {
  read: Tagged<Whole>;
  onChanged(): void;
}) {
  const start: ConversionValues = {
    status: value.status,
    amount: value.amount ?? "",
    revenue: value.revenue ?? "",
    payout: value.payout ?? "",
  };
  const [tried, setTried] = useState<{ of: DryRun; text: string } | null>(null);
  const form = useForm({ ...start, reason: "" }, async (values) => {
    const answer = await send(values, true);
    if ("is_new" in answer) {
      setTried({ of: answer, text: JSON.stringify(values) });
    }
  });
  const send = async (
    { reason, ...values }: ConversionValues & { reason: string },
    dry_run: boolean,
  ) =>
    await ok(
      api.PATCH("/api/v1/conversions/{id}", {
        params: { path: { id: value.id } },
        headers: { "if-match": etag },
        body: { ...changesOf(start, values), reason: reason.trim(), dry_run },
      }),
    );
  const make = async () => {
    await send(form.values, false);
    onChanged();
  };
  const is_shown = tried?.text === JSON.stringify(form.values);
  return (
    <details>
      <summary>{LOGS.change_one}</summary>
      <div class="stack">
        <Fields form={form} currency={value.currency} />
        {is_shown && tried !== null && (
          <>
            <Notice tone="warn" title={LOGS.change_would} />
            <MoneyMoved of={tried.of} />
            <div>
              <Act kind="danger" work={make}>
                {LOGS.change_do}
              </Act>
            </div>
          </>
        )}
      </div>
    </details>
  );
}

function Fields({
  form,
  currency,
}: {
  form: FormState<ConversionValues & { reason: string }>;
  currency: string;
}) {
  return (
    <Form form={form} label={LOGS.change_one}>
      <div class="controls at-top">
        <Select
          label={LOGS.status}
          {...form.text("status")}
          options={STATUSES.map((one) => ({ value: one, label: one }))}
        />
        {MONEY.map((name) => (
          <Field
            key={name}
            label={`${LOGS[name]} (${currency})`}
            inputMode="decimal"
            {...form.text(name)}
          />
        ))}
      </div>
      <Field
        label={LOGS.bulk_reason}
        hint={LOGS.bulk_reason_hint}
        required
        {...form.text("reason")}
      />
      <Submit label={LOGS.bulk_try} is_sending={form.is_sending} />
    </Form>
  );
}

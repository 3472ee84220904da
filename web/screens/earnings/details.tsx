import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Tagged } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { EARNINGS } from "../../messages/earnings.ts";
import { useAsked } from "../../state/asked.ts";
import { useMe } from "../../state/session.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Shown, usePartyId } from "../own/shown.tsx";
import {
  PendingDetails,
  PresentDetails,
  readDetails,
} from "../own/payment_details.tsx";
import type { PaymentDetails } from "../own/payment_details.tsx";

type Method = keyof typeof EARNINGS.methods;

/** Fields of each payment method. */
const FIELDS: Readonly<
  Record<Method, readonly (keyof typeof EARNINGS.fields)[]>
> = {
  sepa: ["holder", "iban"],
  swift: ["holder", "account", "bic", "bank"],
  paypal: ["email"],
};

/** Where an affiliate's money is sent, and how that is changed. */
export function Details() {
  const id = usePartyId();
  const asked = useAsked(id, (signal) => readDetails(id, signal));
  return (
    <Shown asked={asked}>
      {(details) => (
        <div class="halves">
          <div class="stack">
            <PendingDetails
              details={details.value}
              text={EARNINGS.details_pending_text}
              onDone={asked.reload}
            />
            <PresentDetails
              details={details.value}
              none={EARNINGS.details_none}
              masked={EARNINGS.details_masked}
            />
          </div>
          <Change of={details} onDone={asked.reload} />
        </div>
      )}
    </Shown>
  );
}

function Change({
  of: { value: details, etag },
  onDone,
}: {
  of: Tagged<PaymentDetails>;
  onDone(): void;
}) {
  const id = usePartyId();
  const { second_step } = useMe();
  const [is_asked, setAsked] = useState(false);
  const methods = Object.keys(FIELDS) as Method[];
  const start = methods.find((one) => one === details.method) ?? "sepa";
  const form = useForm<Record<string, string>>(
    { method: start, password: "", totp: "" },
    async ({ method = "sepa", password = "", totp = "", ...values }) => {
      setAsked(false);
      const names = FIELDS[method as Method];
      const header = etag === "" ? {} : { "If-Match": etag };
      try {
        await ok(
          api.PUT("/api/v1/affiliates/{id}/payment-details", {
            params: { path: { id }, header },
            body: {
              method,
              details: Object.fromEntries(
                names.map((name) => [name, (values[name] ?? "").trim()]),
              ),
              ...(second_step ? { totp } : { password }),
            },
          }),
        );
        form.set({ password: "", totp: "" });
        setAsked(true);
      } finally {
        onDone();
      }
    },
  );
  const fields = FIELDS[form.values["method"] as Method];
  return (
    <section class="panel stack">
      <h2>{EARNINGS.change_title}</h2>
      <p>{EARNINGS.change_text}</p>
      <Form form={form} label={EARNINGS.change_title}>
        <Select
          label={EARNINGS.method}
          {...form.text("method")}
          options={methods.map((one) => ({
            value: one,
            label: EARNINGS.methods[one],
          }))}
        />
        {fields.map((name) => (
          <Field
            key={name}
            label={EARNINGS.fields[name]}
            {...form.text(name)}
          />
        ))}
        <Proof form={form} />
        <Submit label={EARNINGS.ask} is_sending={form.is_sending} />
      </Form>
      {is_asked && <Notice tone="good">{EARNINGS.asked}</Notice>}
    </section>
  );
}

/** The proof that it is the same person: a code, or the password. */
function Proof({ form }: { form: FormState<Record<string, string>> }) {
  const { second_step } = useMe();
  return second_step ? (
    <Field
      label={EARNINGS.proof_code}
      autoComplete="one-time-code"
      {...form.text("totp")}
    />
  ) : (
    <Field
      label={EARNINGS.proof_password}
      type="password"
      autoComplete="current-password"
      {...form.text("password")}
    />
  );
}

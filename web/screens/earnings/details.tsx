import { useState } from "preact/hooks";
import { api, ApiError, ok, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { EARNINGS } from "../../messages/earnings.ts";
import { useAsked } from "../../state/asked.ts";
import { useMe, useTimezone } from "../../state/session.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Act } from "../../ui/act.tsx";
import { Shown, usePartyId } from "../own/shown.tsx";

type PaymentDetails = Schema<"PaymentDetails">;
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
            <Pending details={details.value} onDone={asked.reload} />
            <Present details={details.value} />
          </div>
          <Change of={details} onDone={asked.reload} />
        </div>
      )}
    </Shown>
  );
}

/** The details with their tag; none of either before they were first given. */
async function readDetails(
  id: string,
  signal: AbortSignal,
): Promise<Tagged<PaymentDetails>> {
  const params = { path: { id } };
  try {
    const at = "/api/v1/affiliates/{id}/payment-details";
    return await tagged(api.GET(at, { params, signal }));
  } catch (reason) {
    if (!(reason instanceof ApiError) || reason.status !== 404) throw reason;
    const affiliate_id = Number(id);
    const none = { method: null, details: {}, updated_at: null, pending: null };
    return { value: { affiliate_id, ...none }, etag: "" };
  }
}

function Present({ details }: { details: PaymentDetails }) {
  const timezone = useTimezone();
  const { method, updated_at } = details;
  const is_known = Object.keys(details.details).length > 0;
  return (
    <section class="panel stack">
      <h2>{EARNINGS.details_now}</h2>
      {is_known ? (
        <>
          <dl class="facts">
            <dt>{EARNINGS.method}</dt>
            <dd>{methodInWords(method)}</dd>
            <Values of={details.details} />
            <dt>{EARNINGS.changed}</dt>
            <dd>
              <Time at={updated_at} timezone={timezone} />
            </dd>
          </dl>
          <p class="quiet">{EARNINGS.details_masked}</p>
        </>
      ) : (
        <p>{EARNINGS.details_none}</p>
      )}
    </section>
  );
}

function Pending({
  details: { pending },
  onDone,
}: {
  details: PaymentDetails;
  onDone(): void;
}) {
  const id = usePartyId();
  const timezone = useTimezone();
  if (pending === null) return null;
  const cancel = async () => {
    const params = { path: { id } };
    await ok(
      api.DELETE("/api/v1/affiliates/{id}/payment-details/pending", { params }),
    );
    onDone();
  };
  return (
    <Notice tone="warn" title={EARNINGS.details_pending}>
      <p>{EARNINGS.details_pending_text}</p>
      <dl class="facts">
        <dt>{EARNINGS.asked_at}</dt>
        <dd>
          <Time at={pending.requested_at} timezone={timezone} />
        </dd>
        <dt>{EARNINGS.counts_from}</dt>
        <dd>
          <Time at={pending.effective_at} timezone={timezone} />
        </dd>
        <dt>{EARNINGS.method}</dt>
        <dd>{methodInWords(pending.method)}</dd>
        <Values of={pending.details} />
      </dl>
      <div>
        <Act kind="danger" work={cancel}>
          {EARNINGS.cancel_change}
        </Act>
      </div>
    </Notice>
  );
}

function Values({ of }: { of: Readonly<Record<string, string>> }) {
  const words: Readonly<Record<string, string>> = EARNINGS.fields;
  return (
    <>
      {Object.entries(of).map(([name, value]) => (
        <div key={name} class="facts-pair">
          <dt>{words[name] ?? name}</dt>
          <dd>
            <code>{value}</code>
          </dd>
        </div>
      ))}
    </>
  );
}

function methodInWords(method: string | null): string {
  const words: Readonly<Record<string, string>> = EARNINGS.methods;
  return method === null ? "" : (words[method] ?? method);
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

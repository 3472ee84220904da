import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { MONEY } from "../../messages/money.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Money } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import { useNames } from "../own/names.ts";
import { stepsOf, sumsOf } from "./payment_steps.ts";
import type { PaymentStep, SteppedPayment } from "./payment_steps.ts";

type Outcome = Schema<"PaymentOutcome">;

const NAMES_SHOWN = 8;

/** The next steps of some payments; each says what it does before it is done. */
export function TakeSteps({
  payments,
  onChange,
}: {
  payments: readonly SteppedPayment[];
  onChange(): void;
}) {
  const [chosen, setChosen] = useState<PaymentStep | null>(null);
  const steps = stepsOf(payments);
  const open = steps.find(({ step }) => step === chosen);
  return (
    <div class="row">
      {steps.map(({ step, payments: of }, at) => (
        <Button
          key={step}
          {...(at === 0 && { kind: "main" as const })}
          onClick={() => setChosen(step)}
        >
          {MONEY.steps[step].label(of.length)}
        </Button>
      ))}
      {open !== undefined && (
        <StepDialog
          step={open.step}
          payments={open.payments}
          onClose={() => setChosen(null)}
          onChange={onChange}
        />
      )}
    </div>
  );
}

function StepDialog({
  step,
  payments,
  onClose,
  onChange,
}: {
  step: PaymentStep;
  payments: readonly SteppedPayment[];
  onClose(): void;
  onChange(): void;
}) {
  // The dialog stays about the same payments while the list is loaded anew.
  const [of] = useState(payments);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const words = MONEY.steps[step];
  const form = useForm({ text: "" }, async ({ text }) => {
    const made = await send(step, of, text.trim());
    if (made.refused === 0) onClose();
    else setOutcome(made);
    onChange();
  });
  return (
    <Dialog title={words.label(of.length)} onClose={onClose}>
      <Sums payments={of} />
      <p>{words.happens(of.length)}</p>
      {outcome === null ? (
        <Form form={form} label={words.label(of.length)}>
          {step !== "close" && (
            <Field
              label={step === "pay" ? MONEY.reference : MONEY.why}
              hint={step === "pay" ? MONEY.reference_hint : MONEY.why_hint}
              required
              autoFocus
              {...form.text("text")}
              wrong={form.error?.fields[0]?.message}
            />
          )}
          <Submit label={words.agree} is_sending={form.is_sending} />
        </Form>
      ) : (
        <Refused outcome={outcome} payments={of} />
      )}
    </Dialog>
  );
}

/** How many payments it is about, to whom, and their sums. */
function Sums({ payments }: { payments: readonly SteppedPayment[] }) {
  const affiliates = useNames("affiliates");
  const shown = payments.slice(0, NAMES_SHOWN);
  const more = payments.length - shown.length;
  return (
    <ul class="stack-close">
      {sumsOf(payments).map(({ currency, amount }) => (
        <li key={currency}>
          <strong>
            <Money amount={amount} currency={currency} />
          </strong>
        </li>
      ))}
      <li class="quiet">
        {shown.map(({ affiliate_id }) => affiliates(affiliate_id)).join(", ")}
        {more > 0 && ` ${MONEY.and_more(more)}`}
      </li>
    </ul>
  );
}

/** The payments that stayed as they were, and why. */
function Refused({
  outcome,
  payments,
}: {
  outcome: Outcome;
  payments: readonly SteppedPayment[];
}) {
  const affiliates = useNames("affiliates");
  return (
    <Notice tone="warn" title={MONEY.refused(outcome.done, outcome.refused)}>
      <ul>
        {outcome.data.map((one) => {
          if (one.ok) return null;
          const of = payments.find(({ id }) => id === one.id);
          return (
            <li key={one.id}>
              {affiliates(of?.affiliate_id ?? null)}: {one.detail}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}

async function send(
  step: PaymentStep,
  payments: readonly SteppedPayment[],
  text: string,
): Promise<Outcome> {
  const ids = payments.map(({ id }) => id);
  switch (step) {
    case "close":
      return await ok(api.POST("/api/v1/payments/close", { body: { ids } }));
    case "pay": {
      const body = { payments: ids.map((id) => ({ id })), reference: text };
      return await ok(api.POST("/api/v1/payments/pay", { body }));
    }
    case "fail": {
      const body = { ids, reason: text };
      return await ok(api.POST("/api/v1/payments/fail", { body }));
    }
    case "void": {
      const body = { ids, reason: text };
      return await ok(api.POST("/api/v1/payments/void", { body }));
    }
  }
}

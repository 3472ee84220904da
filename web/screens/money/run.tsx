import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { MONEY } from "../../messages/money.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Field } from "../../ui/field.tsx";
import { localTime, Money } from "../../ui/figures.tsx";
import { Act } from "../../ui/act.tsx";
import { Shown, ShownList } from "../own/shown.tsx";
import type { ScreenProps } from "../screens.ts";
import { BankFile } from "./bank_file.tsx";
import { MoneyPage, MoneyState, nameOf, useAffiliates } from "./parts.tsx";
import { Totals } from "./runs.tsx";

type Payment = Schema<"Payment">;

/** One run: its payments, closing and paying them, and its file for the bank. */
export function RunScreen({ parts }: ScreenProps) {
  const id = parts["id"] ?? "";
  const [turn, setTurn] = useState(0);
  const asked = useAsked(`${id} ${turn}`, (signal) =>
    ok(
      api.GET("/api/v1/payment-runs/{id}", {
        params: { path: { id } },
        signal,
      }),
    ),
  );
  return (
    <MoneyPage tab="runs" title={MONEY.run}>
      <Shown asked={asked}>
        {(run) => (
          <Run key={turn} run={run} onChange={() => setTurn(turn + 1)} />
        )}
      </Shown>
    </MoneyPage>
  );
}

function Run({
  run,
  onChange,
}: {
  run: Schema<"PaymentRun">;
  onChange(): void;
}) {
  const timezone = useTimezone();
  const affiliates = useAffiliates();
  const { id, currency, up_to, totals } = run;
  const list = useList<Payment>(id, (cursor, signal) =>
    ok(
      api.GET("/api/v1/payments", {
        params: {
          query: { run_id: id, limit: "500", ...(cursor && { cursor }) },
        },
        ...(signal && { signal }),
      }),
    ),
  );
  const rows = list.rows ?? [];
  const day = localTime(new Date(up_to), timezone, "day");
  return (
    <>
      <section class="panel stack">
        <p>{MONEY.run_of(currency, day)}</p>
        <Totals totals={totals} currency={currency} />
        <Steps rows={rows} onChange={onChange} />
      </section>
      {rows.some(({ state }) => state === "closed") && <BankFile id={id} />}
      <ShownList<Payment>
        list={list}
        caption={MONEY.payments_of_run}
        empty={MONEY.payments_empty}
        keyOf={(one) => one.id}
        columns={[
          {
            key: "affiliate",
            label: MONEY.affiliate,
            cell: (one) => (
              <a href={`/app/money/payments/${one.id}`}>
                {nameOf(affiliates, one.affiliate_id)}
              </a>
            ),
          },
          {
            key: "state",
            label: MONEY.state,
            cell: ({ state }) => <MoneyState state={state} />,
          },
          { key: "method", label: MONEY.method, cell: ({ method }) => method },
          {
            key: "reference",
            label: MONEY.reference,
            cell: ({ reference, reason }) => reference ?? reason,
          },
          {
            key: "amount",
            label: MONEY.amount,
            align: "right",
            cell: ({ amount }) => <Money amount={amount} currency={currency} />,
          },
        ]}
      />
    </>
  );
}

/** The next thing to do with the run's payments, all at once. */
function Steps({
  rows,
  onChange,
}: {
  rows: readonly Payment[];
  onChange(): void;
}) {
  const [reference, setReference] = useState("");
  const idsOf = (wanted: string) =>
    rows.flatMap(({ id, state }) => (state === wanted ? [id] : []));
  const drafts = idsOf("draft");
  const closed = idsOf("closed");
  const close = async () => {
    await ok(api.POST("/api/v1/payments/close", { body: { ids: drafts } }));
    onChange();
  };
  const pay = async () => {
    const payments = closed.map((id) => ({ id }));
    const body = { payments, reference: reference.trim() };
    await ok(api.POST("/api/v1/payments/pay", { body }));
    onChange();
  };
  return (
    <>
      {drafts.length > 0 && (
        <div class="stack-close">
          <p class="quiet">{MONEY.close_hint}</p>
          <div>
            <Act kind="main" work={close}>
              {MONEY.close_all(drafts.length)}
            </Act>
          </div>
        </div>
      )}
      {closed.length > 0 && (
        <div class="controls at-top">
          <Field
            label={MONEY.reference}
            hint={MONEY.reference_hint}
            value={reference}
            onValue={setReference}
          />
          <Act work={pay} disabled={reference.trim() === ""}>
            {MONEY.pay_all(closed.length)}
          </Act>
        </div>
      )}
    </>
  );
}

import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { downloadCsv } from "../../api/download.ts";
import { MONEY } from "../../messages/money.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { Field } from "../../ui/field.tsx";
import { Count, Money, Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Table } from "../../ui/table.tsx";
import { Act } from "../../ui/act.tsx";
import { settledColumns } from "../own/settled_columns.tsx";
import { Shown, ShownList } from "../own/shown.tsx";
import type { ScreenProps } from "../screens.ts";
import { MoneyPage, MoneyState } from "./parts.tsx";

type Payment = Schema<"PaymentWithEntries">;
type Entry = Schema<"SettledEntry">;

/** One payment: every entry in it, and the next step. */
export function OnePaymentScreen({ parts }: ScreenProps) {
  const id = parts["id"] ?? "";
  const [turn, setTurn] = useState(0);
  const asked = useAsked(`${id} ${turn}`, (signal) =>
    ok(api.GET("/api/v1/payments/{id}", { params: { path: { id } }, signal })),
  );
  const csv = () =>
    downloadCsv(`/api/v1/payments/${id}.csv`, `payment-${id}.csv`);
  return (
    <MoneyPage
      tab="payments"
      title={MONEY.payment}
      curl={`/api/v1/payments/${id}`}
      actions={<Act work={csv}>{MONEY.csv}</Act>}
    >
      <Shown asked={asked}>
        {(payment) => (
          <Whole payment={payment} onChange={() => setTurn(turn + 1)} />
        )}
      </Shown>
    </MoneyPage>
  );
}

function Whole({ payment, onChange }: { payment: Payment; onChange(): void }) {
  const timezone = useTimezone();
  const { id, currency, state } = payment;
  const money = (amount: string) => <Money {...{ amount, currency }} />;
  const list = useList<Entry>(`${id} ${state}`, (cursor, signal) =>
    ok(
      api.GET("/api/v1/payments/{id}/entries", {
        params: { path: { id }, query: cursor ? { cursor } : {} },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <>
      <div class="halves">
        <section class="panel stack">
          <div class="row row-apart">
            <h2>{payment.affiliate_name}</h2>
            <MoneyState state={state} />
          </div>
          <dl class="facts">
            <dt>{MONEY.amount}</dt>
            <dd>
              <strong>{money(payment.amount)}</strong>
            </dd>
            <dt>{MONEY.sum_of_entries}</dt>
            <dd>{money(payment.entries_sum)}</dd>
            <dt>{MONEY.rest}</dt>
            <dd>{money(payment.rest)}</dd>
            <dt>{MONEY.created}</dt>
            <dd>
              <Time at={payment.created_at} timezone={timezone} />{" "}
              <a href={`/app/money/runs/${payment.run_id}`}>{MONEY.run}</a>
            </dd>
            <dt>{MONEY.closed}</dt>
            <dd>
              <Time at={payment.closed_at} timezone={timezone} />
            </dd>
            <dt>{MONEY.settled}</dt>
            <dd>
              <Time at={payment.settled_at} timezone={timezone} />{" "}
              {payment.reference ?? payment.reason}
            </dd>
          </dl>
          <Next id={id} state={state} onChange={onChange} />
        </section>
        <Table
          caption={MONEY.summary}
          rows={payment.summary}
          keyOf={({ campaign, goal, kind }) => `${campaign} ${goal} ${kind}`}
          stacks
          columns={[
            {
              key: "campaign",
              label: MONEY.campaign,
              cell: ({ campaign, kind }) => campaign ?? kind,
            },
            { key: "goal", label: MONEY.goal, cell: ({ goal }) => goal },
            { key: "kind", label: MONEY.kind, cell: ({ kind }) => kind },
            {
              key: "count",
              label: MONEY.count,
              align: "right",
              cell: ({ count }) => <Count value={count} />,
            },
            {
              key: "amount",
              label: MONEY.amount,
              align: "right",
              cell: ({ amount }) => money(amount),
            },
          ]}
        />
      </div>
      <ShownList<Entry>
        list={list}
        caption={MONEY.entries}
        empty={MONEY.none_of_it}
        keyOf={({ entry_id }) => entry_id}
        columns={settledColumns(timezone, currency)}
      />
    </>
  );
}

function Next({
  id,
  state,
  onChange,
}: {
  id: string;
  state: string;
  onChange(): void;
}) {
  const params = { path: { id } };
  const close = async () => {
    await ok(api.POST("/api/v1/payments/{id}/close", { params }));
    onChange();
  };
  const pay = useForm({ reference: "" }, async (body) => {
    await ok(api.POST("/api/v1/payments/{id}/pay", { params, body }));
    onChange();
  });
  const fail = useForm({ reason: "" }, async (body) => {
    await ok(api.POST("/api/v1/payments/{id}/fail", { params, body }));
    onChange();
  });
  const drop = useForm({ reason: "" }, async (body) => {
    await ok(api.POST("/api/v1/payments/{id}/void", { params, body }));
    onChange();
  });
  return (
    <>
      {state === "draft" && (
        <div>
          <Act kind="main" work={close}>
            {MONEY.close}
          </Act>
        </div>
      )}
      {state === "closed" && (
        <>
          <Form form={pay} label={MONEY.mark_paid}>
            <Field
              label={MONEY.reference}
              hint={MONEY.reference_hint}
              required
              {...pay.text("reference")}
            />
            <Submit label={MONEY.mark_paid} is_sending={pay.is_sending} />
          </Form>
          <details>
            <summary>{MONEY.mark_failed}</summary>
            <Form form={fail} label={MONEY.mark_failed}>
              <Field label={MONEY.why} required {...fail.text("reason")} />
              <Submit label={MONEY.mark_failed} is_sending={fail.is_sending} />
            </Form>
          </details>
        </>
      )}
      {["draft", "closed"].includes(state) && (
        <details>
          <summary>{MONEY.void}</summary>
          <Form form={drop} label={MONEY.void}>
            <Field
              label={MONEY.why}
              hint={MONEY.void_hint}
              required
              {...drop.text("reason")}
            />
            <Submit label={MONEY.void} is_sending={drop.is_sending} />
          </Form>
        </details>
      )}
    </>
  );
}

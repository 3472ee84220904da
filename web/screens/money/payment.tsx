import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { downloadCsv } from "../../api/download.ts";
import { say } from "../../messages/en.ts";
import { MONEY } from "../../messages/money.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Count, Money, Time } from "../../ui/figures.tsx";
import { Table } from "../../ui/table.tsx";
import { Act } from "../../ui/act.tsx";
import { kindInWords, settledColumns } from "../own/settled_columns.tsx";
import { Shown, ShownList } from "../own/shown.tsx";
import type { ScreenProps } from "../screens.ts";
import { PaidTo } from "./paid_to.tsx";
import { methodInWords, MoneyPage, MoneyState } from "./parts.tsx";
import { TakeSteps } from "./take_steps.tsx";

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
  return (
    <>
      <div class="halves">
        <section class="panel stack">
          <div class="row row-apart">
            <h2>
              <a href={`/app/affiliates/${payment.affiliate_id}`}>
                {payment.affiliate_name}
              </a>
            </h2>
            <MoneyState state={payment.state} />
          </div>
          <Standing payment={payment} />
          <TakeSteps payments={[payment]} onChange={onChange} />
        </section>
        <Summary payment={payment} />
      </div>
      <PaidTo affiliate_id={payment.affiliate_id} />
      <EntriesOf payment={payment} />
    </>
  );
}

/** Its sums, and when what happened to it. */
function Standing({ payment }: { payment: Payment }) {
  const timezone = useTimezone();
  const { currency, method, reference, reason } = payment;
  const money = (amount: string) => <Money {...{ amount, currency }} />;
  return (
    <dl class="facts">
      <dt>{MONEY.amount}</dt>
      <dd>
        <strong>{money(payment.amount)}</strong>
      </dd>
      <dt>{MONEY.sum_of_entries}</dt>
      <dd>{money(payment.entries_sum)}</dd>
      <dt>{MONEY.rest}</dt>
      <dd>{money(payment.rest)}</dd>
      <dt>{MONEY.method}</dt>
      <dd>{methodInWords(method)}</dd>
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
        <Time at={payment.settled_at} timezone={timezone} />
      </dd>
      {reference !== null && (
        <>
          <dt>{MONEY.reference}</dt>
          <dd>{reference}</dd>
        </>
      )}
      {reason !== null && (
        <>
          <dt>{MONEY.why}</dt>
          <dd>{reason}</dd>
        </>
      )}
    </dl>
  );
}

/** Its entries by campaign, goal and kind. */
function Summary({ payment: { summary, currency } }: { payment: Payment }) {
  return (
    <Table
      caption={MONEY.summary}
      rows={summary}
      keyOf={({ campaign, goal, kind }) => `${campaign} ${goal} ${kind}`}
      stacks
      columns={[
        {
          key: "campaign",
          label: MONEY.campaign,
          cell: ({ campaign }) => campaign ?? say.none,
        },
        {
          key: "goal",
          label: MONEY.goal,
          cell: ({ goal }) => goal ?? say.none,
        },
        {
          key: "kind",
          label: MONEY.kind,
          cell: ({ kind }) => kindInWords(kind),
        },
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
          cell: ({ amount }) => <Money amount={amount} currency={currency} />,
        },
      ]}
    />
  );
}

function EntriesOf({ payment: { id, state, currency } }: { payment: Payment }) {
  const timezone = useTimezone();
  const list = useList<Entry>(`${id} ${state}`, (cursor, signal) =>
    ok(
      api.GET("/api/v1/payments/{id}/entries", {
        params: { path: { id }, query: cursor ? { cursor } : {} },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <ShownList<Entry>
      list={list}
      caption={MONEY.entries}
      empty={MONEY.none_of_it}
      keyOf={({ entry_id }) => entry_id}
      columns={settledColumns(timezone, currency)}
    />
  );
}

import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { EARNINGS } from "../../messages/earnings.ts";
import { curlOf } from "../../api/curl.ts";
import { downloadCsv } from "../../api/download.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Count, Money, Time } from "../../ui/figures.tsx";
import { CopyButton } from "../../ui/button.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { Act } from "../../ui/act.tsx";
import { Shown, ShownList } from "../own/shown.tsx";
import type { ScreenProps } from "../screens.ts";
import { kindInWords, settledColumns } from "../own/settled_columns.tsx";
import { methodInWords, PaymentState } from "./payments.tsx";

type Payment = Schema<"PaymentWithEntries">;

/** One payment, and every entry that is in it. */
export function PaymentScreen({ parts }: ScreenProps) {
  useTitle(EARNINGS.payment);
  const id = parts["id"] ?? "";
  const asked = useAsked(id, (signal) =>
    ok(api.GET("/api/v1/payments/{id}", { params: { path: { id } }, signal })),
  );
  return (
    <>
      <p>
        <a href="/app/my/earnings?tab=payments">{EARNINGS.tabs.payments}</a>
      </p>
      <h1>{EARNINGS.payment}</h1>
      <Shown asked={asked}>{(payment) => <Whole payment={payment} />}</Shown>
    </>
  );
}

function Whole({ payment }: { payment: Payment }) {
  const { id, currency, amount, state } = payment;
  return (
    <>
      <section class="panel stack">
        <div class="row row-apart">
          <strong class="figure">
            <Money amount={amount} currency={currency} />
          </strong>
          <PaymentState state={state} />
        </div>
        <Standing payment={payment} />
        <div class="row">
          <Act
            work={() =>
              downloadCsv(`/api/v1/payments/${id}/entries`, `payment-${id}.csv`)
            }
          >
            {EARNINGS.csv}
          </Act>
          <a
            class="button"
            target="_blank"
            href={`/api/v1/payments/${id}.html`}
          >
            {EARNINGS.print}
          </a>
          <CopyButton
            label={say.copy_as_curl}
            text={() => curlOf(`/api/v1/payments/${id}`)}
          />
        </div>
      </section>
      <Table
        stacks
        caption={EARNINGS.summary}
        rows={payment.summary}
        keyOf={({ campaign, goal, kind }) => `${campaign} ${goal} ${kind}`}
        columns={summaryColumns(currency)}
      />
      <EntriesOf {...{ id, currency }} />
    </>
  );
}

/** When what happened to it, and how it was sent. */
function Standing({ payment }: { payment: Payment }) {
  const timezone = useTimezone();
  const { closed_at, settled_at, method, reference, reason } = payment;
  return (
    <dl class="facts">
      <dt>{EARNINGS.made}</dt>
      <dd>
        <Time at={closed_at} timezone={timezone} />
      </dd>
      <dt>{EARNINGS.settled}</dt>
      <dd>
        <Time at={settled_at} timezone={timezone} />
      </dd>
      <dt>{EARNINGS.method}</dt>
      <dd>{methodInWords(method)}</dd>
      <dt>{EARNINGS.reference}</dt>
      <dd>{reference ?? say.none}</dd>
      {reason !== null && (
        <>
          <dt>{EARNINGS.reason}</dt>
          <dd>{reason}</dd>
        </>
      )}
    </dl>
  );
}

function summaryColumns(
  currency: string,
): Column<Payment["summary"][number]>[] {
  return [
    {
      key: "campaign",
      label: EARNINGS.campaign,
      cell: ({ campaign }) => campaign ?? say.none,
    },
    {
      key: "goal",
      label: EARNINGS.goal,
      cell: ({ goal }) => goal ?? say.none,
    },
    {
      key: "kind",
      label: EARNINGS.kind,
      cell: ({ kind }) => kindInWords(kind),
    },
    {
      key: "count",
      label: EARNINGS.count,
      align: "right",
      cell: ({ count }) => <Count value={count} />,
    },
    {
      key: "amount",
      label: EARNINGS.amount,
      align: "right",
      cell: (row) => <Money amount={row.amount} currency={currency} />,
    },
  ];
}

function EntriesOf({ id, currency }: { id: string; currency: string }) {
  const timezone = useTimezone();
  const list = useList(id, (cursor, signal) =>
    ok(
      api.GET("/api/v1/payments/{id}/entries", {
        params: { path: { id }, query: { ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <ShownList
      list={list}
      caption={EARNINGS.tabs.entries}
      keyOf={({ entry_id }) => entry_id}
      empty={EARNINGS.entries_empty}
      columns={settledColumns(timezone, currency)}
    />
  );
}

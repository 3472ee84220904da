import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { EARNINGS } from "../../messages/earnings.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import { Count, Money, Time } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import type { Tone } from "../../ui/notice.tsx";
import type { Column } from "../../ui/table.tsx";
import { ShownList } from "../own/shown.tsx";

const FILTERS = [
  {
    name: "state",
    label: EARNINGS.state,
    options: ["closed", "paid", "failed", "void"],
    words: EARNINGS.states,
  },
];

const TONES: Readonly<Record<string, Tone>> = {
  closed: "note",
  paid: "good",
  failed: "bad",
  void: "warn",
};

/** The state of a payment in words. */
export function PaymentState({ state }: { state: Schema<"PaymentState"> }) {
  return <Badge tone={TONES[state]}>{EARNINGS.states[state]}</Badge>;
}

/** The way in which money is sent, in words. */
export function methodInWords(method: string | null): string {
  const words: Readonly<Record<string, string>> = EARNINGS.methods;
  return method === null ? say.none : (words[method] ?? method);
}

/** An affiliate's payments, the newest first. */
export function Payments() {
  const timezone = useTimezone();
  const query = useFilters(FILTERS);
  const list = useList(JSON.stringify(query), (cursor, signal) =>
    ok(
      api.GET("/api/v1/payments", {
        params: { query: { ...query, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <>
      <FilterBar filters={FILTERS} />
      <ShownList
        list={list}
        caption={EARNINGS.tabs.payments}
        keyOf={({ id }) => id}
        empty={EARNINGS.payments_empty}
        columns={columnsOf(timezone)}
      />
    </>
  );
}

function columnsOf(timezone: string): Column<Schema<"Payment">>[] {
  return [
    {
      key: "made",
      label: EARNINGS.made,
      cell: ({ id, closed_at, created_at }) => (
        <a href={`/app/my/payments/${id}`}>
          <Time at={closed_at ?? created_at} timezone={timezone} style="day" />
        </a>
      ),
    },
    {
      key: "state",
      label: EARNINGS.state,
      cell: ({ state }) => <PaymentState state={state} />,
    },
    {
      key: "settled",
      label: EARNINGS.settled,
      cell: ({ settled_at }) => (
        <Time at={settled_at} timezone={timezone} style="day" />
      ),
    },
    {
      key: "method",
      label: EARNINGS.method,
      cell: ({ method }) => methodInWords(method),
    },
    {
      key: "reference",
      label: EARNINGS.reference,
      cell: ({ reference }) => reference,
    },
    { key: "reason", label: EARNINGS.reason, cell: ({ reason }) => reason },
    {
      key: "count",
      label: EARNINGS.count,
      align: "right",
      cell: ({ entries_count }) => <Count value={entries_count} />,
    },
    {
      key: "amount",
      label: EARNINGS.amount,
      align: "right",
      cell: ({ amount, currency }) => (
        <Money amount={amount} currency={currency} />
      ),
    },
  ];
}

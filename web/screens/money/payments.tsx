import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { downloadCsv } from "../../api/download.ts";
import { MONEY } from "../../messages/money.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Money, Time } from "../../ui/figures.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import type { Filter } from "../../ui/filter_bar.tsx";
import { Act } from "../../ui/act.tsx";
import { ShownList } from "../own/shown.tsx";
import { MoneyPage, MoneyState, nameOf, useAffiliates } from "./parts.tsx";

type Payment = Schema<"Payment">;

const FILTERS: readonly Filter[] = [
  {
    name: "state",
    label: MONEY.state,
    options: ["draft", "closed", "paid", "failed", "void"],
  },
  { name: "currency", label: MONEY.currency },
  { name: "reference", label: MONEY.reference },
];

/** All payments, narrowed by the address. */
export function PaymentsScreen() {
  const timezone = useTimezone();
  const affiliates = useAffiliates();
  const query = { ...useFilters(FILTERS), sort: "-created_at" as const };
  const list = useList<Payment>(JSON.stringify(query), (cursor, signal) =>
    ok(
      api.GET("/api/v1/payments", {
        params: { query: { ...query, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  const csv = () =>
    downloadCsv(
      `/api/v1/payments?${new URLSearchParams(query)}`,
      "payments.csv",
    );
  return (
    <MoneyPage
      tab="payments"
      curl={`/api/v1/payments?${new URLSearchParams(query)}`}
      actions={<Act work={csv}>{MONEY.csv}</Act>}
    >
      <FilterBar filters={FILTERS} />
      <ShownList<Payment>
        list={list}
        caption={MONEY.tabs.payments}
        empty={MONEY.payments_empty}
        keyOf={({ id }) => id}
        columns={[
          {
            key: "affiliate",
            label: MONEY.affiliate,
            cell: ({ id, affiliate_id }) => (
              <a href={`/app/money/payments/${id}`}>
                {nameOf(affiliates, affiliate_id)}
              </a>
            ),
          },
          {
            key: "state",
            label: MONEY.state,
            cell: ({ state }) => <MoneyState state={state} />,
          },
          {
            key: "created",
            label: MONEY.created,
            cell: ({ created_at }) => (
              <Time at={created_at} timezone={timezone} style="day" />
            ),
          },
          {
            key: "settled",
            label: MONEY.settled,
            cell: ({ settled_at }) => (
              <Time at={settled_at} timezone={timezone} style="day" />
            ),
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
            cell: ({ amount, currency }) => (
              <Money amount={amount} currency={currency} />
            ),
          },
        ]}
      />
    </MoneyPage>
  );
}

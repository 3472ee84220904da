import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { downloadCsv } from "../../api/download.ts";
import { MONEY } from "../../messages/money.ts";
import { useList } from "../../state/use_list.ts";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import type { Filter } from "../../ui/filter_bar.tsx";
import { Act } from "../../ui/act.tsx";
import { pickedBy } from "../network/picker.tsx";
import { MoneyPage, useCurrencyFilter } from "./parts.tsx";
import { PaymentList } from "./payment_list.tsx";

const STATES = ["draft", "closed", "paid", "failed", "void"];

type Payment = Schema<"Payment">;

/** All payments, narrowed by the address; those that are ticked are closed, paid, failed or voided. */
export function PaymentsScreen() {
  const [turn, setTurn] = useState(0);
  const filters: readonly Filter[] = [
    {
      name: "state",
      label: MONEY.state,
      options: STATES,
      words: MONEY.states,
    },
    {
      name: "affiliate_id",
      label: MONEY.affiliate,
      field: pickedBy("affiliates"),
    },
    useCurrencyFilter(),
    { name: "reference", label: MONEY.reference },
  ];
  const query = { ...useFilters(filters), sort: "-created_at" as const };
  const key = JSON.stringify([query, turn]);
  const list = useList<Payment>(key, (cursor, signal) =>
    ok(
      api.GET("/api/v1/payments", {
        params: { query: { ...query, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  const address = `/api/v1/payments?${new URLSearchParams(query)}`;
  return (
    <MoneyPage
      tab="payments"
      curl={address}
      actions={
        <Act work={() => downloadCsv(address, "payments.csv")}>{MONEY.csv}</Act>
      }
    >
      <FilterBar filters={filters} />
      <PaymentList
        key={JSON.stringify(query)}
        list={list}
        caption={MONEY.tabs.payments}
        onChange={() => setTurn(turn + 1)}
      />
    </MoneyPage>
  );
}

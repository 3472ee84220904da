import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { SHOP } from "../../messages/shop.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import { Money, Time } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import type { Tone } from "../../ui/notice.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { Period } from "../own/period.tsx";
import { ShownList } from "../own/shown.tsx";

type Invoice = Schema<"Invoice">;

const FILTERS = [
  {
    name: "state",
    label: SHOP.state,
    options: Object.keys(SHOP.invoice_states),
    words: SHOP.invoice_states,
  },
];

const TONES: Readonly<Record<Invoice["state"], Tone>> = {
  open: "warn",
  paid: "good",
  void: "note",
};

/** Whether an invoice is paid. */
export function InvoiceState({ state }: Pick<Invoice, "state">) {
  return <Badge tone={TONES[state]}>{SHOP.invoice_states[state]}</Badge>;
}

/** An advertiser's invoices, the newest first. */
export function InvoicesScreen() {
  useTitle(SHOP.invoices);
  const timezone = useTimezone();
  const query = useFilters(FILTERS);
  const list = useList(JSON.stringify(query), (cursor, signal) =>
    ok(
      api.GET("/api/v1/invoices", {
        params: { query: { ...query, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <>
      <h1>{SHOP.invoices}</h1>
      <FilterBar filters={FILTERS} />
      <ShownList
        list={list}
        caption={SHOP.invoices}
        keyOf={({ id }) => id}
        empty={SHOP.invoices_empty}
        columns={columnsOf(timezone)}
      />
    </>
  );
}

function columnsOf(timezone: string): Column<Invoice>[] {
  return [
    {
      key: "number",
      label: SHOP.number,
      cell: ({ id, number }) => (
        <a href={`/app/my/invoices/${id}`}>{SHOP.invoice(number)}</a>
      ),
    },
    {
      key: "period",
      label: SHOP.period,
      cell: (invoice) => <Period of={invoice} />,
    },
    {
      key: "state",
      label: SHOP.state,
      cell: ({ state }) => <InvoiceState state={state} />,
    },
    {
      key: "due",
      label: SHOP.due,
      cell: ({ due_at }) => (
        <Time at={due_at} timezone={timezone} style="day" />
      ),
    },
    {
      key: "amount",
      label: SHOP.amount,
      align: "right",
      cell: ({ amount, currency }) => (
        <Money amount={amount} currency={currency} />
      ),
    },
    {
      key: "open",
      label: SHOP.open,
      align: "right",
      cell: ({ open, currency }) => <Money amount={open} currency={currency} />,
    },
  ];
}

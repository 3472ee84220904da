import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { MONEY } from "../../messages/money.ts";
import { NET } from "../../messages/network.ts";
import { go } from "../../state/location.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Money, Time } from "../../ui/figures.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import type { Filter } from "../../ui/filter_bar.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Badge } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { pickedBy, Picker } from "../network/picker.tsx";
import { useNames } from "../own/names.ts";
import type { NameOf } from "../own/names.ts";
import { ShownList } from "../own/shown.tsx";
import {
  currencyOptions,
  dayIn,
  MoneyPage,
  MoneyState,
  useCurrencies,
  useCurrencyFilter,
} from "./parts.tsx";

type Invoice = Schema<"Invoice">;

const STATES = ["open", "paid", "void"];

/** Invoices to advertisers, how old what is open is, and making another. */
export function InvoicesScreen() {
  const timezone = useTimezone();
  const advertisers = useNames("advertisers");
  const filters: readonly Filter[] = [
    {
      name: "state",
      label: MONEY.state,
      options: STATES,
      words: MONEY.states,
    },
    {
      name: "advertiser_id",
      label: MONEY.advertiser,
      field: pickedBy("advertisers"),
    },
    useCurrencyFilter(),
  ];
  const query = { ...useFilters(filters), sort: "-number" as const };
  const list = useList<Invoice>(JSON.stringify(query), (cursor, signal) =>
    ok(
      api.GET("/api/v1/invoices", {
        params: { query: { ...query, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <MoneyPage
      tab="invoices"
      curl={`/api/v1/invoices?${new URLSearchParams(query)}`}
    >
      <Ageing />
      <FilterBar filters={filters} />
      <ShownList<Invoice>
        list={list}
        caption={MONEY.tabs.invoices}
        empty={MONEY.invoices_empty}
        keyOf={({ id }) => id}
        columns={columnsOf(timezone, advertisers)}
      />
      <MakeInvoice />
    </MoneyPage>
  );
}

function columnsOf(timezone: string, advertisers: NameOf): Column<Invoice>[] {
  return [
    {
      key: "number",
      label: MONEY.invoice,
      cell: ({ id, number }) => (
        <a href={`/app/money/invoices/${id}`}>{MONEY.invoice_number(number)}</a>
      ),
    },
    {
      key: "advertiser",
      label: MONEY.advertiser,
      cell: ({ advertiser_id }) => (
        <a href={`/app/advertisers/${advertiser_id}`}>
          {advertisers(advertiser_id)}
        </a>
      ),
    },
    {
      key: "state",
      label: MONEY.state,
      cell: ({ state, ageing }) => (
        <span class="row">
          <MoneyState state={state} />
          {ageing !== null && ageing !== "current" && (
            <Badge tone="bad">{MONEY.overdue}</Badge>
          )}
        </span>
      ),
    },
    {
      key: "due",
      label: MONEY.due,
      cell: ({ due_at }) => (
        <Time at={due_at} timezone={timezone} style="day" />
      ),
    },
    ...(["amount", "received", "open"] as const).map((name) => ({
      key: name,
      label: MONEY[name === "open" ? "still_open" : name],
      align: "right" as const,
      cell: (one: Invoice) => (
        <Money amount={one[name]} currency={one.currency} />
      ),
    })),
  ];
}

function Ageing() {
  const params = { query: { limit: "1" } };
  const { data } = useAsked("ageing", (signal) =>
    ok(api.GET("/api/v1/invoices", { params, signal })),
  );
  const ages = Object.keys(MONEY.ages) as (keyof typeof MONEY.ages)[];
  if (data === undefined || data.ageing.length === 0) return null;
  return (
    <Table
      caption={MONEY.ageing}
      rows={data.ageing}
      keyOf={({ currency }) => currency}
      stacks
      columns={[
        {
          key: "currency",
          label: MONEY.currency,
          cell: ({ currency }) => <strong>{currency}</strong>,
        },
        ...ages.map((age) => ({
          key: age,
          label: MONEY.ages[age],
          align: "right" as const,
          cell: (row: (typeof data.ageing)[number]) => (
            <Money amount={row[age]} currency={row.currency} />
          ),
        })),
      ]}
    />
  );
}

function MakeInvoice() {
  const timezone = useTimezone();
  const currencies = useCurrencies();
  const today = dayIn(timezone);
  const form = useForm(
    {
      advertiser_id: "",
      from: `${today.slice(0, 7)}-01`,
      to: dayIn(timezone, 1),
      currency: "",
    },
    async ({ currency, ...given }) => {
      const body = {
        ...given,
        advertiser_id: Number(given.advertiser_id),
        ...(currency === "" ? {} : { currency }),
      };
      const { id } = await ok(api.POST("/api/v1/invoices", { body }));
      go(`/app/money/invoices/${id}`);
    },
  );
  return (
    <section class="panel stack">
      <h2>{MONEY.invoice_new}</h2>
      <p class="quiet">{MONEY.invoice_new_hint}</p>
      <Form form={form} label={MONEY.invoice_new}>
        <div class="controls at-top">
          <Picker
            kind="advertisers"
            label={MONEY.advertiser}
            hint={NET.picker_hint}
            {...form.text("advertiser_id")}
          />
          <Field label={MONEY.from} type="date" {...form.text("from")} />
          <Field label={MONEY.to} type="date" {...form.text("to")} />
          <Select
            label={MONEY.currency}
            options={[
              { value: "", label: MONEY.own_currency },
              ...currencyOptions(currencies),
            ]}
            {...form.text("currency")}
          />
        </div>
        <Submit label={MONEY.bill} is_sending={form.is_sending} />
      </Form>
    </section>
  );
}

import { useId, useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { downloadCsv } from "../../api/download.ts";
import { MONEY } from "../../messages/money.ts";
import { useAsked } from "../../state/asked.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Money, Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Act } from "../../ui/act.tsx";
import { settledColumns } from "../own/settled_columns.tsx";
import { Shown, ShownList } from "../own/shown.tsx";
import type { ScreenProps } from "../screens.ts";
import { PrintedInvoice } from "./printed_invoice.tsx";
import { dayIn, MoneyPage, MoneyState } from "./parts.tsx";

type Invoice = Schema<"InvoiceWithLines">;
type Entry = Schema<"SettledEntry">;

/** One invoice: what it bills, what came in, and its print. */
export function InvoiceScreen({ parts }: ScreenProps) {
  const id = parts["id"] ?? "";
  const [turn, setTurn] = useState(0);
  const asked = useAsked(`${id} ${turn}`, (signal) =>
    ok(api.GET("/api/v1/invoices/{id}", { params: { path: { id } }, signal })),
  );
  const csv = () =>
    downloadCsv(`/api/v1/invoices/${id}.csv`, `invoice-${id}.csv`);
  return (
    <MoneyPage
      tab="invoices"
      curl={`/api/v1/invoices/${id}`}
      title={
        asked.data === undefined
          ? MONEY.invoice
          : MONEY.invoice_number(asked.data.number)
      }
      actions={
        <>
          <Act work={csv}>{MONEY.csv}</Act>
          <Button onClick={() => window.print()}>{MONEY.print}</Button>
        </>
      }
    >
      <Shown asked={asked}>
        {(invoice) => (
          <Whole invoice={invoice} onChange={() => setTurn(turn + 1)} />
        )}
      </Shown>
    </MoneyPage>
  );
}

function Whole({ invoice, onChange }: { invoice: Invoice; onChange(): void }) {
  const location = useLocation();
  const vat = location.query.get("vat") ?? "";
  const [seller, setSeller] = useState(readSeller);
  const { state } = invoice;
  return (
    <>
      <div class="halves">
        <PrintedInvoice invoice={invoice} vat={vat} seller={seller} />
        <div class="stack no-print">
          <section class="panel stack">
            <div class="row row-apart">
              <h2>{MONEY.state}</h2>
              <MoneyState state={state} />
            </div>
            <Standing invoice={invoice} />
            <Seller
              value={seller}
              onValue={(text) => {
                setSeller(text);
                keepSeller(text);
              }}
            />
            <Field
              label={MONEY.vat}
              hint={MONEY.vat_hint}
              inputMode="decimal"
              value={vat}
              onValue={(value) =>
                go(withQuery(location, { vat: value }), { replace: true })
              }
            />
          </section>
          {state === "open" && (
            <Receive invoice={invoice} onChange={onChange} />
          )}
          {state !== "void" && <VoidIt id={invoice.id} onChange={onChange} />}
        </div>
      </div>
      <div class="stack no-print">
        <Lines invoice={invoice} />
      </div>
    </>
  );
}

/** Every entry that it bills. */
function Lines({
  invoice: { id, currency, timezone, state },
}: {
  invoice: Invoice;
}) {
  const list = useList<Entry>(`${id} ${state}`, async (cursor, signal) => {
    const { entries, next_cursor } = await ok(
      api.GET("/api/v1/invoices/{id}", {
        params: { path: { id }, query: { ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    );
    return { data: entries, next_cursor };
  });
  return (
    <ShownList<Entry>
      list={list}
      caption={MONEY.lines}
      empty={MONEY.none_of_it}
      keyOf={({ entry_id }) => entry_id}
      columns={settledColumns(timezone, currency)}
    />
  );
}

const SELLER = "tallyho.seller";

function readSeller(): string {
  try {
    return localStorage.getItem(SELLER) ?? "";
  } catch {
    return "";
  }
}

function keepSeller(text: string): void {
  try {
    localStorage.setItem(SELLER, text);
  } catch {
    // Kept for this page only.
  }
}

/** Who bills; the API knows only whom. */
function Seller({
  value,
  onValue,
}: {
  value: string;
  onValue(text: string): void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{MONEY.seller}</label>
      <textarea
        id={id}
        class="input"
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
        aria-describedby={`${id}-hint`}
      />
      <div class="hint" id={`${id}-hint`}>
        {MONEY.seller_hint}
      </div>
    </div>
  );
}

function Standing({ invoice }: { invoice: Invoice }) {
  const timezone = useTimezone();
  const { currency, amount, received, open, due_at, receipts } = invoice;
  const money = (of: string) => <Money amount={of} currency={currency} />;
  return (
    <dl class="facts">
      <dt>{MONEY.amount}</dt>
      <dd>{money(amount)}</dd>
      <dt>{MONEY.received}</dt>
      <dd>{money(received)}</dd>
      <dt>{MONEY.still_open}</dt>
      <dd>
        <strong>{money(open)}</strong>
      </dd>
      <dt>{MONEY.due}</dt>
      <dd>
        <Time at={due_at} timezone={timezone} style="day" />
      </dd>
      <dt>{MONEY.receipts}</dt>
      <dd>
        {receipts.length === 0
          ? MONEY.none_of_it
          : receipts.map((one) => (
              <div key={one.id}>
                {one.date} · {money(one.amount)} · {one.reference}
              </div>
            ))}
      </dd>
    </dl>
  );
}

function Receive({
  invoice: { id, open },
  onChange,
}: {
  invoice: Invoice;
  onChange(): void;
}) {
  const timezone = useTimezone();
  const form = useForm(
    { amount: open, date: dayIn(timezone), reference: "" },
    async (body) => {
      const params = { path: { id } };
      await ok(api.POST("/api/v1/invoices/{id}/receive", { params, body }));
      onChange();
    },
  );
  return (
    <section class="panel stack">
      <h2>{MONEY.receive}</h2>
      <Form form={form} label={MONEY.receive}>
        <div class="controls at-top">
          <Field
            label={MONEY.amount}
            inputMode="decimal"
            {...form.text("amount")}
          />
          <Field label={MONEY.date} type="date" {...form.text("date")} />
          <Field
            label={MONEY.reference}
            hint={MONEY.reference_hint}
            {...form.text("reference")}
          />
        </div>
        <Submit label={MONEY.receive} is_sending={form.is_sending} />
      </Form>
    </section>
  );
}

function VoidIt({ id, onChange }: { id: string; onChange(): void }) {
  const form = useForm({ reason: "" }, async (body) => {
    const params = { path: { id } };
    await ok(api.POST("/api/v1/invoices/{id}/void", { params, body }));
    onChange();
  });
  return (
    <details class="panel">
      <summary>{MONEY.void}</summary>
      <Form form={form} label={MONEY.void}>
        <Field
          label={MONEY.why}
          hint={MONEY.void_invoice_hint}
          required
          {...form.text("reason")}
        />
        <Submit label={MONEY.void} is_sending={form.is_sending} />
      </Form>
    </details>
  );
}

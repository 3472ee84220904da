import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { SHOP } from "../../messages/shop.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Count, Money, Time } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { Period } from "../own/period.tsx";
import { settledColumns } from "../own/settled_columns.tsx";
import { Shown, ShownList } from "../own/shown.tsx";
import type { ScreenProps } from "../screens.ts";
import { InvoiceState } from "./invoices.tsx";

type Invoice = Schema<"InvoiceWithLines">;

/** One invoice: what it is for, and why it differs from the advertiser's own count. */
export function InvoiceScreen({ parts }: ScreenProps) {
  const id = parts["id"] ?? "";
  const params = { path: { id } };
  const asked = useAsked(id, (signal) =>
    ok(api.GET("/api/v1/invoices/{id}", { params, signal })),
  );
  const { data } = asked;
  const title = data === undefined ? SHOP.invoices : SHOP.invoice(data.number);
  useTitle(title);
  return (
    <>
      <p>
        <a href="/app/my/invoices">{SHOP.invoices}</a>
      </p>
      <div class="screen-head">
        <h1>{title}</h1>
        {data !== undefined && <InvoiceState state={data.state} />}
      </div>
      <Shown asked={asked}>
        {(invoice) => (
          <>
            <Head invoice={invoice} />
            <Difference id={id} />
            <Lines invoice={invoice} />
          </>
        )}
      </Shown>
    </>
  );
}

function Head({ invoice }: { invoice: Invoice }) {
  const timezone = useTimezone();
  const { id, amount, open, currency, due_at, receipts } = invoice;
  return (
    <section class="panel stack">
      <dl class="facts">
        <dt>{SHOP.amount}</dt>
        <dd>
          <strong>
            <Money amount={amount} currency={currency} />
          </strong>
        </dd>
        <dt>{SHOP.open}</dt>
        <dd>
          <Money amount={open} currency={currency} />
        </dd>
        <dt>{SHOP.period}</dt>
        <dd>
          <Period of={invoice} /> <span class="quiet">{invoice.timezone}</span>
        </dd>
        <dt>{SHOP.due}</dt>
        <dd>
          <Time at={due_at} timezone={timezone} style="day" />
        </dd>
        {receipts.map((one) => (
          <div key={one.id} class="facts-pair">
            <dt>{SHOP.receipts}</dt>
            <dd>
              <Money amount={one.amount} currency={currency} /> {one.date}{" "}
              <span class="quiet">{one.reference}</span>
            </dd>
          </div>
        ))}
      </dl>
      <div class="row">
        <a class="button" target="_blank" href={`/api/v1/invoices/${id}.html`}>
          {SHOP.print}
        </a>
        <a class="button" download href={`/api/v1/invoices/${id}.csv`}>
          {SHOP.csv}
        </a>
      </div>
    </section>
  );
}

function Difference({ id }: { id: string }) {
  const asked = useAsked(id, (signal) =>
    ok(
      api.GET("/api/v1/invoices/{id}/difference", {
        params: { path: { id } },
        signal,
      }),
    ),
  );
  return (
    <section class="stack">
      <h2>{SHOP.why}</h2>
      <Shown asked={asked} lines={2}>
        {({ sentence, by_class, currency }) => (
          <>
            <Notice>{sentence}</Notice>
            {by_class.length > 0 && (
              <Table
                stacks
                caption={SHOP.breaks}
                rows={by_class}
                keyOf={(row) => row.class}
                columns={classColumns(currency)}
              />
            )}
          </>
        )}
      </Shown>
    </section>
  );
}

type ByClass = Schema<"InvoiceDifference">["by_class"][number];

function classColumns(currency: string): Column<ByClass>[] {
  return [
    {
      key: "class",
      label: SHOP.class,
      cell: (row) => classInWords(row.class),
    },
    {
      key: "count",
      label: SHOP.count_of,
      align: "right",
      cell: ({ count }) => <Count value={count} />,
    },
    {
      key: "billed",
      label: SHOP.billed,
      align: "right",
      cell: ({ ours }) => <Money amount={ours} currency={currency} />,
    },
    {
      key: "ours",
      label: SHOP.ours,
      align: "right",
      cell: ({ counted }) => (
        <Money amount={counted.ours} currency={currency} />
      ),
    },
    {
      key: "theirs",
      label: SHOP.theirs,
      align: "right",
      cell: ({ counted }) => (
        <Money amount={counted.theirs} currency={currency} />
      ),
    },
    {
      key: "difference",
      label: SHOP.difference,
      align: "right",
      cell: ({ counted }) => (
        <Money amount={counted.difference} currency={currency} />
      ),
    },
  ];
}

function classInWords(name: string): string {
  const words: Readonly<Record<string, string>> = {
    ...SHOP.classes,
    ...SHOP.invoice_classes,
  };
  return words[name] ?? name;
}

function Lines({ invoice: { id, currency } }: { invoice: Invoice }) {
  const timezone = useTimezone();
  const list = useList(id, async (cursor, signal) => {
    const { entries, next_cursor } = await ok(
      api.GET("/api/v1/invoices/{id}", {
        params: { path: { id }, query: { ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    );
    return { data: entries, next_cursor };
  });
  return (
    <ShownList
      list={list}
      caption={SHOP.lines}
      keyOf={({ entry_id }) => entry_id}
      empty={SHOP.lines_empty}
      columns={settledColumns(timezone, currency)}
    />
  );
}

import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { MONEY } from "../../messages/money.ts";
import { useAsked } from "../../state/asked.ts";
import { Count, Money, Time } from "../../ui/figures.tsx";
import { sumOf, withVat } from "./vat.ts";

type Entry = Schema<"SettledEntry">;
const ENTRIES_MAX = 500;

/** The invoice as it is printed: by campaign and goal, with VAT. */
export function PrintedInvoice({
  invoice,
  vat,
  seller,
}: {
  invoice: Schema<"InvoiceWithLines">;
  vat: string;
  /** Name, address and VAT number, over several lines. */
  seller: string;
}) {
  const { id, advertiser_id, currency, amount, timezone } = invoice;
  const { data: advertiser } = useAsked(String(advertiser_id), (signal) => {
    const path = { id: String(advertiser_id) };
    return ok(
      api.GET("/api/v1/advertisers/{id}", { params: { path }, signal }),
    );
  });
  const { data: all } = useAsked(`${id} ${invoice.state}`, (signal) =>
    everyEntry(id, signal),
  );
  const total = withVat(amount, vat);
  const money = (of: string) => <Money amount={of} currency={currency} />;
  return (
    <article class="paper">
      {seller !== "" && <address>{seller}</address>}
      <header class="row row-apart">
        <h2>{MONEY.invoice_number(invoice.number)}</h2>
        <Time at={invoice.created_at} timezone={timezone} style="day" />
      </header>
      <BilledTo invoice={invoice} tax_id={advertiser?.tax_id} />
      <table class="table">
        <caption class="unseen">{MONEY.lines}</caption>
        <thead>
          <tr>
            <th scope="col">{MONEY.campaign}</th>
            <th scope="col" data-align="right">
              {MONEY.quantity}
            </th>
            <th scope="col" data-align="right">
              {MONEY.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {linesOf(all ?? [], amount).map(({ name, count, sum }) => (
            <tr key={name}>
              <td>{name}</td>
              <td data-align="right">
                <Count value={count} />
              </td>
              <td data-align="right">{money(sum)}</td>
            </tr>
          ))}
        </tbody>
        <Sums {...{ invoice, vat }} />
      </table>
      {total !== null && /^0+$/.test(vat) && <p>{MONEY.reverse_charge}</p>}
    </article>
  );
}

/** The advertiser that it bills, its period, and when it is due. */
function BilledTo({
  invoice,
  tax_id,
}: {
  invoice: Schema<"InvoiceWithLines">;
  tax_id: string | null | undefined;
}) {
  const { timezone } = invoice;
  return (
    <dl class="facts">
      <dt>{MONEY.billed_to}</dt>
      <dd>
        <strong>{invoice.advertiser_name}</strong>
      </dd>
      {tax_id != null && (
        <>
          <dt>{MONEY.tax_id}</dt>
          <dd>{tax_id}</dd>
        </>
      )}
      <dt>{MONEY.period}</dt>
      <dd>
        <Time at={invoice.from} timezone={timezone} style="day" /> –{" "}
        <Time
          at={new Date(Date.parse(invoice.to) - 1).toISOString()}
          timezone={timezone}
          style="day"
        />{" "}
        <span class="quiet">{timezone}</span>
      </dd>
      <dt>{MONEY.due}</dt>
      <dd>
        <Time at={invoice.due_at} timezone={timezone} style="day" />
      </dd>
    </dl>
  );
}

/** The net sum, and with a percentage of VAT the sum to be paid. */
function Sums({
  invoice: { amount, currency },
  vat,
}: {
  invoice: Schema<"InvoiceWithLines">;
  vat: string;
}) {
  const total = withVat(amount, vat);
  const lines = [
    { label: MONEY.net, sum: amount },
    ...(total === null
      ? []
      : [
          { label: MONEY.vat_sum(vat), sum: total.vat },
          { label: MONEY.gross, sum: total.gross },
        ]),
  ];
  return (
    <tfoot>
      {lines.map(({ label, sum }) => (
        <tr key={label}>
          <th scope="row" colSpan={2}>
            {label}
          </th>
          <td data-align="right">
            <Money amount={sum} currency={currency} />
          </td>
        </tr>
      ))}
    </tfoot>
  );
}

async function everyEntry(id: string, signal: AbortSignal): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: string; cursor?: string } = {
      limit: String(ENTRIES_MAX),
      ...(cursor === null ? {} : { cursor }),
    };
    const page: Schema<"InvoiceWithLines"> = await ok(
      api.GET("/api/v1/invoices/{id}", {
        params: { path: { id }, query },
        signal,
      }),
    );
    entries.push(...page.entries);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return entries;
}

function linesOf(entries: readonly Entry[], like: string) {
  const groups = Map.groupBy(entries, nameOfLine);
  return [...groups].flatMap(([name, group]) => {
    // Rounded amounts may differ from their sum: `exact` has what was booked.
    const exact = group.map((one) => one.exact?.amount ?? one.amount);
    const line = { name, count: group.length, sum: sumOf(exact, like) };
    const is_nothing = name === MONEY.carried_rest && !/[1-9]/.test(line.sum);
    return is_nothing ? [] : [line];
  });
}

function nameOfLine({ campaign, goal, kind }: Entry): string {
  if (/^invoice_(carry|rest)$/.test(kind)) return MONEY.carried_rest;
  return [campaign ?? kind, goal].filter((part) => part !== null).join(", ");
}

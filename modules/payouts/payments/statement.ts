import {
  csvResponse,
  factList,
  html,
  pageResponse,
  reasonSeenBy,
  table,
} from "../../http/mod.ts";
import type { Cell } from "../../http/mod.ts";
import type { Database } from "../../../db/mod.ts";
import {
  readEntries,
  streamEntries,
  summarizeEntries,
} from "./payment_entries.ts";
import type { EntriesOf, EntryView } from "./payment_entries.ts";
import { entriesOfPayment, presentPayment } from "./read_payments.ts";
import type { PaymentRow } from "./payment_run.ts";

/** Maximum entries on a page; the CSV has all. */
const PRINTED_MAX = 1_000;

/** Streams the entries of a payment or an invoice as CSV, one per row. */
export function entriesCsv(
  db: Database,
  file_name: string,
  of: EntriesOf,
): Response {
  return csvResponse(file_name, csvRows(db, of));
}

async function* csvRows(
  db: Database,
  of: EntriesOf,
): AsyncGenerator<readonly Cell[]> {
  yield [
    ...["entry_id", "booked_at", "kind", "amount", "currency", "reason"],
    ...["conversion_id", "version", "campaign_id", "campaign", "goal"],
    ...["order_id", "postback_ids", "exact"],
  ];
  for await (const entry of streamEntries(db, of)) {
    yield [
      entry.entry_id,
      entry.booked_at,
      entry.kind,
      entry.amount,
      of.currency,
      toldReason(entry),
      entry.conversion_id,
      entry.version,
      entry.campaign_id,
      entry.campaign,
      entry.goal,
      entry.order_id,
      entry.postbacks.map(({ id }) => id).join(" "),
      entry.exact?.amount ?? null,
    ];
  }
}

/** Renders a payment's statement as a page for printing. */
export async function statementPage(
  db: Database,
  payment: PaymentRow,
  affiliate: { name: string; tax_id: string | null },
): Promise<Response> {
  const shown = presentPayment(payment);
  const money = (name: "amount" | "rest") =>
    `${withExact(shown[name], shown.exact?.[name])} ${shown.currency}`;
  const facts: [string, string | null][] = [
    ["Paid to", affiliate.name],
    ["Tax number", affiliate.tax_id],
    ["Payment", shown.id],
    ["State", shown.state],
    ["Reference", shown.reference],
    ["Amount", money("amount")],
    ["Left in the balance", money("rest")],
    ["Entries", String(shown.entries_count)],
    ["Made", shown.created_at],
    ["Closed", shown.closed_at],
    ["Settled", shown.settled_at],
    ["Reason", shown.reason],
  ];
  const body = html`<h1>Payment statement</h1>
    ${factList(facts)} ${await entriesSection(db, entriesOfPayment(payment))}`;
  return pageResponse(`Payment ${shown.id}`, body);
}

/** Sums by campaign and goal, and the entries behind them. */
export async function entriesSection(db: Database, of: EntriesOf) {
  const sums = await summarizeEntries(db, of);
  const entries = await readEntries(db, of, {
    after: null,
    limit: PRINTED_MAX + 1,
  });
  const is_cut = entries.length > PRINTED_MAX;
  const amount = { name: `Amount, ${of.currency}`, is_amount: true };
  return html`<h2>Summary</h2>
    ${table(
      [
        ...["Campaign", "Goal", "Kind"].map((name) => ({ name })),
        { name: "Entries", is_amount: true },
        amount,
      ],
      sums.map((sum) => [
        sum.campaign,
        sum.goal,
        sum.kind,
        sum.count,
        withExact(sum.amount, sum.exact?.amount),
      ]),
    )}
    <h2>Entries</h2>
    ${table(
      [
        ...["Booked", "Kind", "Campaign", "Goal", "Order"].map((name) => ({
          name,
        })),
        amount,
      ],
      entries.slice(0, PRINTED_MAX).map(entryCells),
    )}
    ${is_cut ? html`<p>The first ${PRINTED_MAX} entries are shown; the CSV file has all of them.</p>` : null}`;
}

/** Page and file are handed to the party that they are about, whoever asks for them. */
function toldReason({ reason }: EntryView): string | null {
  return reasonSeenBy("affiliate", reason);
}

function entryCells(entry: EntryView) {
  const { booked_at, kind, campaign, goal, order_id, amount } = entry;
  const reason = toldReason(entry);
  const what = reason === null ? kind : `${kind}: ${reason}`;
  const money = withExact(amount, entry.exact?.amount);
  return [booked_at, what, campaign, goal, order_id, money];
}

function withExact(amount: string, exact: string | undefined): string {
  return exact === undefined ? amount : `${amount} (exactly ${exact})`;
}

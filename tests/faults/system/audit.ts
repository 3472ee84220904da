import type { Books, Sale } from "./books.ts";
import { textOf } from "./load.ts";

/** Asks the database one question. */
export type Ask = (text: string) => Promise<Record<string, unknown>[]>;

const CENT_MICROS = 10_000n;

/** Compares the books of those outside with the database; returns every difference. */
export async function audit(books: Books, ask: Ask): Promise<string[]> {
  const differences = await Promise.all([
    auditClicks(books, ask),
    auditPostbacks(books, ask),
    auditConversions(books, ask),
    auditLedger(books, ask),
    auditPayments(books, ask),
    auditReconciliations(books, ask),
    auditTold(books, ask),
  ]);
  return differences.flat();
}

/** Each answered click is stored once, but for those that a tracker with a full disk says it couldn't store. */
async function auditClicks(books: Books, ask: Ask): Promise<string[]> {
  const rows = await ask(
    "select click_ref, count(*) as times from clicks group by 1",
  );
  const stored = new Map(
    rows.map((row) => [String(row.click_ref), Number(row.times)]),
  );
  const isLacking = (ref: string) =>
    books.full_disk_clicks.has(ref) && !stored.has(ref);
  const lacking = [...books.clicks].filter(isLacking).length;
  const unknown = [...books.unknown_clicks].filter(isLacking).length;
  const { not_stored } = books;
  const is_counted = lacking <= not_stored && not_stored <= lacking + unknown;
  return [
    ...[...books.clicks]
      .filter((ref) => stored.get(ref) !== 1 && !isLacking(ref))
      .map((ref) => `click ${ref} is stored ${stored.get(ref) ?? 0} times`),
    ...[...stored.keys()]
      .filter((ref) => !books.clicks.has(ref) && !books.unknown_clicks.has(ref))
      .map((ref) => `click ${ref} was never made`),
    ...(is_counted
      ? []
      : [
          `${lacking} answered clicks and ${unknown} others are missing, and ${not_stored} were said to be`,
        ]),
  ];
}

async function auditPostbacks(books: Books, ask: Ask): Promise<string[]> {
  const rows = await ask("select id, outcome, http_status, url from postbacks");
  return postbackDifferences(
    books,
    rows.map((row) => ({
      id: String(row.id),
      outcome: String(row.outcome),
      is_taken: Number(row.http_status) < 300 && row.outcome !== "queued",
      query: queryOf(String(row.url)),
    })),
  );
}

/** A postback as it is stored. */
export interface StoredPostback {
  id: string;
  outcome: string;
  /** Whether it was judged, and not refused. */
  is_taken: boolean;
  query: string;
}

/**
 * Compares by id: what was answered with a verdict has it, what was kept for later was taken by now, as everything
 * sent was right, and whatever else is stored was sent as often without an answer.
 */
export function postbackDifferences(
  books: Pick<Books, "answered" | "queued" | "unanswered">,
  rows: readonly StoredPostback[],
): string[] {
  const stored = new Map(rows.map((row) => [row.id, row]));
  const answered = new Map(
    books.answered.map(({ postback_id, outcome }) => [postback_id, outcome]),
  );
  const beyond = new Map<string, number>();
  for (const { id, query } of rows) {
    if (answered.has(id) || books.queued.has(id)) continue;
    beyond.set(query, (beyond.get(query) ?? 0) + 1);
  }
  const saidOf = (id: string) => stored.get(id)?.outcome ?? "nothing";
  return [
    ...[...answered]
      .filter(([id, outcome]) => stored.get(id)?.outcome !== outcome)
      .map(
        ([id, outcome]) =>
          `postback ${id} was answered ${outcome} and is stored as ${saidOf(id)}`,
      ),
    ...[...books.queued]
      .filter((id) => stored.get(id)?.is_taken !== true)
      .map((id) => `postback ${id} was kept and is stored as ${saidOf(id)}`),
    ...[...beyond].flatMap(([query, times]) => {
      const missed = books.unanswered.get(query) ?? 0;
      return times <= missed
        ? []
        : [
            `postback ${query} is stored ${times} times beside its answers, and ${missed} had none`,
          ];
    }),
  ];
}

function queryOf(url: string): string {
  return String(new URLSearchParams(url.slice(url.indexOf("?") + 1)));
}

async function auditConversions(books: Books, ask: Ask): Promise<string[]> {
  const rows = await ask(
    "select order_id, status, revenue_micros, payout_micros from conversions",
  );
  const found = rows.map(
    (row) =>
      `order ${String(row.order_id)} ${String(row.status)} ${String(row.revenue_micros)} ${String(row.payout_micros)}`,
  );
  const wanted = [...books.sales.values()].map((sale) => {
    const { order_id, refund } = sale;
    if (refund !== "none") return `order ${order_id} reversed 0 0`;
    const [revenue, payout] = [10n, 8n].map((percent) =>
      shareOf(centsOf(sale), percent),
    );
    return `order ${order_id} approved ${revenue} ${payout}`;
  });
  return differencesOf(wanted, found);
}

async function auditLedger(books: Books, ask: Ask): Promise<string[]> {
  const [row = {}] = await ask(
    `select coalesce(sum(receivable_micros), 0) as receivable,
            coalesce(sum(payable_micros), 0) as earned,
            coalesce(sum(variance_micros), 0) as variance
     from ledger_transactions where conversion_id in (select id from conversions)`,
  );
  const sum = keptCents(books);
  return differencesOf(
    [
      `booked: ${shareOf(sum, 10n)} receivable, ${-shareOf(sum, 8n)} payable, 0 variance`,
    ],
    [
      `booked: ${String(row.receivable)} receivable, ${String(row.earned)} payable, ${String(row.variance)} variance`,
    ],
  );
}

/** Figures that a report has to have at the end, by the books of those outside. */
export function reportedBy(books: Books): Record<string, unknown> {
  const sum = keptCents(books);
  const sales = [...books.sales.values()];
  const refunded = sales.filter(({ refund }) => refund !== "none").length;
  return {
    approved: sales.length - refunded,
    reversed: refunded,
    revenue: textOf(shareOf(sum, 10n) / CENT_MICROS),
    payout: textOf(shareOf(sum, 8n) / CENT_MICROS),
  };
}

function keptCents(books: Books): bigint {
  return [...books.sales.values()]
    .filter(({ refund }) => refund === "none")
    .reduce((total, sale) => total + centsOf(sale), 0n);
}

function centsOf({ amount_cents, stated_cents }: Sale): bigint {
  return stated_cents ?? amount_cents;
}

function shareOf(cents: bigint, percent: bigint): bigint {
  return (cents * CENT_MICROS * percent) / 100n;
}

/** A payment is the sum of its entries, and what is owed is what was earned, less what was paid. */
async function auditPayments(books: Books, ask: Ask): Promise<string[]> {
  const rows = await ask(
    `select p.id, p.state, p.amount_micros,
       (select coalesce(sum(t.payable_micros), 0) from payment_claims c
        join ledger_transactions t on t.id = c.entry_id where c.payment_id = p.id) as claimed
     from payments p where p.state in ('closed', 'paid')`,
  );
  const cut = rows
    .map((row) => ({
      id: String(row.id),
      left: -BigInt(String(row.claimed)) - BigInt(String(row.amount_micros)),
    }))
    .filter(({ left }) => left < 0n || left >= CENT_MICROS)
    .map(({ id, left }) => `payment ${id} differs from its entries by ${left}`);
  const [sums = {}] = await ask(
    `select coalesce(-sum(payable_micros), 0) as owed,
       coalesce(-sum(payable_micros) filter (
         where conversion_id in (select id from conversions)), 0) as earned,
       (select coalesce(sum(amount_micros), 0) from payments
        where state = 'paid') as paid
     from ledger_transactions`,
  );
  const [owed, earned, paid] = [sums.owed, sums.earned, sums.paid].map((sum) =>
    BigInt(String(sum)),
  );
  const known = new Map(
    rows.map((row) => [
      String(row.id),
      `${String(row.state)} ${String(row.amount_micros)}`,
    ]),
  );
  return [
    ...cut,
    ...books.shown_unpaid.map((id) => `payment ${id} was shown as unpaid`),
    ...[...books.paid]
      .filter(([id, amount]) => known.get(id) !== `paid ${microsOf(amount)}`)
      .map(([id, amount]) => `payment ${id} of ${amount} is ${known.get(id)}`),
    ...differencesOf(
      [`${(earned ?? 0n) - (paid ?? 0n)} owed`],
      [`${owed ?? 0n} owed`],
    ),
  ];
}

/** Each reconciliation that the office applied is applied, in one batch. */
async function auditReconciliations(books: Books, ask: Ask): Promise<string[]> {
  const rows = await ask(
    `select r.id, r.status, (select count(*) from reconciliation_batches b
       where b.reconciliation_id = r.id and b.state = 'applied') as batches
     from reconciliations r`,
  );
  const found = rows.map(
    (row) => `${String(row.id)} ${String(row.status)} ${String(row.batches)}`,
  );
  const wanted = [...books.reconciled].map((id) => `${id} applied 1`);
  return differencesOf(wanted, found);
}

/** All that partners have to hear was heard, each under one id however often, and nothing else. */
async function auditTold(books: Books, ask: Ask): Promise<string[]> {
  const left = await ask(
    `select id, state from deliveries where state not in ('delivered', 'cancelled')
     union all
     select id, state from webhook_deliveries where state <> 'delivered'`,
  );
  const payments = await ask("select id from payments where state = 'paid'");
  const sales = [...books.sales.values()];
  const wanted = new Set([
    ...sales.flatMap(duePostbacks),
    ...sales.flatMap(dueEvents),
    ...payments.flatMap(({ id }) => [
      `payment.closed ${String(id)}`,
      `payment.paid ${String(id)}`,
    ]),
  ]);
  // Which came first nobody outside knows, nor whether a sale adds anything to its refund.
  const allowed = new Set(
    sales
      .filter(({ refund }) => refund !== "none")
      .flatMap((sale) => {
        const in_order: Sale = { ...sale, refund: "after the sale" };
        return [
          ...(sale.refund === "together" ? duePostbacks(in_order) : []),
          ...dueEvents(in_order),
        ];
      }),
  );
  return [
    ...[...wanted].flatMap((what) => {
      const ids = books.told.get(what);
      if (ids === undefined) return [`nobody was told of ${what}`];
      return ids.size === 1 ? [] : [`${what} came under ${ids.size} ids`];
    }),
    ...[...books.told.keys()]
      .filter((what) => !wanted.has(what) && !allowed.has(what))
      .map((what) => `somebody was told of ${what}, which never was`),
    ...left.map((row) => `delivery ${String(row.id)} is ${String(row.state)}`),
  ];
}

/** A sale that was taken back before it was told isn't told at all. */
function duePostbacks(sale: Sale): string[] {
  const { order_id, amount_cents, stated_cents, refund } = sale;
  if (refund === "before the sale" || refund === "together") return [];
  const approved = (cents: bigint) =>
    `${order_id} approved ${textOf((cents * 8n) / 100n)}`;
  return [
    approved(amount_cents),
    ...(stated_cents === null ? [] : [approved(stated_cents)]),
    ...(refund === "none" ? [] : [`${order_id} reversed 0.00`]),
  ];
}

function dueEvents({ order_id, refund, stated_cents }: Sale): string[] {
  const has_changed = refund === "after the sale" || stated_cents !== null;
  return [
    `conversion.recorded ${order_id} v1`,
    ...(has_changed ? [`conversion.changed ${order_id} v2`] : []),
  ];
}

function microsOf(amount: string): bigint {
  return BigInt(amount.replace(".", "")) * CENT_MICROS;
}

function differencesOf(
  wanted: readonly string[],
  found: readonly string[],
): string[] {
  const [ours, theirs] = [new Set(wanted), new Set(found)];
  return [
    ...wanted
      .filter((text) => !theirs.has(text))
      .map((text) => `missing: ${text}`),
    ...found
      .filter((text) => !ours.has(text))
      .map((text) => `unexpected: ${text}`),
    ...(found.length === theirs.size ? [] : ["something is there twice"]),
  ];
}

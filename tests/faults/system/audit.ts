import type { Books } from "./books.ts";

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
    auditPayments(ask),
    auditDeliveries(books, ask),
  ]);
  return differences.flat();
}

async function auditClicks(books: Books, ask: Ask): Promise<string[]> {
  const rows = await ask(
    "select click_ref, count(*) as times from clicks group by 1",
  );
  const stored = new Map(
    rows.map((row) => [String(row.click_ref), Number(row.times)]),
  );
  return [
    ...[...books.clicks]
      .filter((ref) => stored.get(ref) !== 1)
      .map((ref) => `click ${ref} is stored ${stored.get(ref) ?? 0} times`),
    ...[...stored.keys()]
      .filter((ref) => !books.clicks.has(ref) && !books.unknown_clicks.has(ref))
      .map((ref) => `click ${ref} was never made`),
  ];
}

async function auditPostbacks(books: Books, ask: Ask): Promise<string[]> {
  const rows = await ask("select id, outcome from postbacks");
  const stored = new Map(
    rows.map((row) => [String(row.id), String(row.outcome)]),
  );
  const found = books.answered
    .filter(({ postback_id, outcome }) => stored.get(postback_id) !== outcome)
    .map(
      ({ postback_id, outcome }) =>
        `postback ${postback_id} was answered ${outcome} and is stored as ${stored.get(postback_id) ?? "nothing"}`,
    );
  const kept = books.answered.length + books.queued;
  if (stored.size >= kept) return found;
  return [
    ...found,
    `${kept} postbacks were answered, ${stored.size} are stored`,
  ];
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
    const { order_id, is_refunded, amount_cents } = sale;
    if (is_refunded) return `order ${order_id} reversed 0 0`;
    const [revenue, payout] = [10n, 8n].map(
      (percent) => (amount_cents * CENT_MICROS * percent) / 100n,
    );
    return `order ${order_id} approved ${revenue} ${payout}`;
  });
  return differencesOf(wanted, found);
}

async function auditLedger(books: Books, ask: Ask): Promise<string[]> {
  const [row = {}] = await ask(
    `select coalesce(sum(receivable_micros), 0) as receivable,
            coalesce(sum(payable_micros), 0) as earned
     from ledger_transactions where conversion_id in (select id from conversions)`,
  );
  const kept = [...books.sales.values()].filter((sale) => !sale.is_refunded);
  const sum = kept.reduce((total, sale) => total + sale.amount_cents, 0n);
  const wanted = {
    receivable: (sum * CENT_MICROS) / 10n,
    earned: -(sum * CENT_MICROS * 8n) / 100n,
  };
  return differencesOf(
    [`booked: ${wanted.receivable} receivable, ${wanted.earned} payable`],
    [
      `booked: ${String(row.receivable)} receivable, ${String(row.earned)} payable`,
    ],
  );
}

/** A payment is the sum of its entries, and what is owed is what was earned, less what was paid. */
async function auditPayments(ask: Ask): Promise<string[]> {
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
  return [
    ...cut,
    ...differencesOf(
      [`${(earned ?? 0n) - (paid ?? 0n)} owed`],
      [`${owed ?? 0n} owed`],
    ),
  ];
}

/** Each version that the affiliate has to hear was heard, under one id however often. */
async function auditDeliveries(books: Books, ask: Ask): Promise<string[]> {
  const rows = await ask(
    `select d.id, d.state, d.status, c.order_id from deliveries d
     join conversions c on c.id = d.conversion_id and c.campaign_id = d.campaign_id`,
  );
  const wanted = [...books.sales.values()].flatMap(
    ({ order_id, is_refunded }) => [
      `${order_id} approved`,
      ...(is_refunded ? [`${order_id} reversed`] : []),
    ],
  );
  const stored = new Map(rows.map((row) => [String(row.id), row]));
  return [
    ...wanted.flatMap((what) => {
      const ids = books.told.get(what);
      if (ids === undefined) return [`the affiliate never heard of ${what}`];
      return ids.size === 1 ? [] : [`${what} came under ${ids.size} ids`];
    }),
    ...[...books.told.keys()]
      .filter((what) => !wanted.includes(what))
      .map((what) => `the affiliate heard of ${what}, which never was`),
    ...[...stored.values()]
      .filter(({ state }) => state !== "delivered")
      .map((row) => `delivery ${String(row.id)} is ${String(row.state)}`),
  ];
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

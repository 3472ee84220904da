import { isoTime, systemClock, ticksMs } from "../../../modules/kernel/mod.ts";
import type { Answer } from "../../api_client.ts";
import type { Setup } from "../../factory.ts";
import { csvOf } from "../../statement_office.ts";
import type { Sale } from "./books.ts";
import { click, tell, textOf } from "./load.ts";
import type { Load } from "./load.ts";
import type { WholeNetwork } from "./network.ts";

const DAY_MS = 24 * 3_600_000;
const PAY_EVERY_MS = 3_000;
const READ_EVERY_MS = 2_000;
const RECONCILE_EVERY_MS = 2_000;
const ANSWER_MS_MAX = 15_000;
const TRY_AGAIN_MS = 200;
/** Its work goes on after the load until it is done. */
const PATIENCE_MS = 300_000;
const SALES_OF_A_STATEMENT = 4;
/** Statements say again what earlier ones said. */
const ROWS_OF_A_STATEMENT = 40;
const CORRECTION_CENTS = 100n;

/** Makes payment runs, closes and pays what they made, as an office would: what isn't answered is looked up. */
export async function payOn(load: Load): Promise<void> {
  const { network } = load;
  while (!load.isOver()) {
    await Bun.sleep(PAY_EVERY_MS);
    await payOnce(network).catch(() => network.books.failed++);
  }
}

/** Pays what is payable now; throws where an instance doesn't answer. */
export async function payOnce(network: WholeNetwork): Promise<void> {
  await askOnce(network, 0, "POST", "/payment-runs", {
    ...{ currency: "USD", up_to: isoTime(systemClock.nowMs()) },
  });
  const { data } = await askOnce<{ data: { id: string; state: string }[] }>(
    ...([network, 0, "GET", "/payments?limit=500"] as const),
  );
  for (const { id, state } of data) {
    const { paid, shown_unpaid } = network.books;
    if (paid.has(id) && state !== "paid") shown_unpaid.push(id);
    const path = `/payments/${id}`;
    if (state === "draft") await askOnce(network, 0, "POST", `${path}/close`);
    if (state === "draft" || state === "closed") {
      const { amount } = await askOnce<{ amount: string }>(
        ...([network, 0, "POST", `${path}/pay`, { reference: id }] as const),
      );
      network.books.paid.set(id, amount);
    }
  }
}

/** Reads reports of either instance. */
export async function readOn({ network, ...load }: Load): Promise<void> {
  while (!load.isOver()) {
    await Bun.sleep(READ_EVERY_MS);
    const index = load.random() < 0.5 ? 0 : 1;
    const { books } = network;
    await answerOf(
      ...([network, index, "GET", "/reports?group_by=hour,affiliate"] as const),
    ).then(
      ({ headers }) => {
        books.reports++;
        if (headers.has("tallyho-as-of")) books.reports_there++;
      },
      () => books.failed++,
    );
  }
}

/**
 * Sells a few times, receives the shop's statement, which differs in one amount, and applies what it says; again and
 * again until the run is over.
 */
export async function reconcileOn(
  load: Load,
  made: Setup,
  every_ms = RECONCILE_EVERY_MS,
): Promise<void> {
  const sales: Sale[] = [];
  for (let round = 0; !load.isOver(); round++) {
    const fresh = await sellStated(load, made, round);
    sales.push(...fresh);
    sales.splice(0, Math.max(0, sales.length - ROWS_OF_A_STATEMENT));
    await reconcile(load, made, sales);
    await Bun.sleep(every_ms);
  }
}

async function sellStated(
  load: Load,
  made: Setup,
  round: number,
): Promise<Sale[]> {
  const sales: Sale[] = [];
  for (let at = 0; sales.length < SALES_OF_A_STATEMENT; at++) {
    const order_id = `s${round}-${at}`;
    const click_id = await click(load, made, order_id);
    if (click_id === null) continue;
    const amount_cents = BigInt(10_000 + 100 * at);
    const sale: Sale = {
      ...{ order_id, click_id, amount_cents },
      ...{ refund: "none", stated_cents: null },
    };
    load.network.books.sales.set(order_id, sale);
    await tell(load, sale, {});
    sales.push(sale);
  }
  return sales;
}

async function reconcile(
  { network }: Load,
  { advertiser_id, campaign_id }: Setup,
  sales: readonly Sale[],
): Promise<void> {
  // A sale that waits in a journal isn't in the books yet.
  await whenSo(
    async () => {
      const path = `/conversions?campaign_id=${campaign_id}&limit=500`;
      const { data } = await ask<{ data: { order_id: string }[] }>(
        ...([network, "GET", path] as const),
      );
      const known = new Set(data.map(({ order_id }) => order_id));
      return sales.every(({ order_id }) => known.has(order_id));
    },
    () => "its sales to be in the list",
  );
  const corrected = sales.at(-1);
  if (corrected === undefined) return;
  corrected.stated_cents = corrected.amount_cents - CORRECTION_CENTS;
  const date = isoTime(systemClock.nowMs());
  const file = csvOf(
    sales.map(({ order_id, click_id, amount_cents, stated_cents }) => ({
      ...{ order_id, click_id, date, status: "approved" },
      amount: textOf(stated_cents ?? amount_cents),
    })),
  );
  const day = (days: number) =>
    isoTime(systemClock.nowMs() + days * DAY_MS).slice(0, 10);
  const { id } = await ask<{ id: string }>(
    network,
    "POST",
    "/reconciliations",
    {
      ...{ advertiser_id, file, file_name: "statement.csv" },
      ...{ from: day(-1), to: day(2), timezone: "UTC" },
    },
  );
  const path = `/reconciliations/${id}`;
  await inReview(network, path);
  await ask(network, "POST", `${path}/mapping`, {});
  await inReview(network, path);
  await ask(network, "POST", `${path}/frame`, {
    ...{ basis: "amount", money_divisor: 1, offset_minutes: 0 },
  });
  await inReview(network, path);
  await ask(network, "POST", `${path}/apply`, { classes: ["amount_mismatch"] });
  network.books.reconciled.add(id);
}

async function inReview(network: WholeNetwork, path: string): Promise<void> {
  let seen: unknown;
  await whenSo(
    async () => {
      const shown = await ask<{ status: string }>(network, "GET", path);
      seen = shown;
      return shown.status === "review" || shown.status === "applied";
    },
    () => `${path} to be in review: ${JSON.stringify(seen)}`,
  );
}

async function whenSo(
  look: () => Promise<boolean>,
  what: () => string,
): Promise<void> {
  const ends_ms = ticksMs() + PATIENCE_MS;
  while (!(await look())) {
    if (ticksMs() > ends_ms) {
      throw new Error(`The office waited in vain for ${what()}`);
    }
    await Bun.sleep(TRY_AGAIN_MS);
  }
}

/** Asks either instance until one answers; throws if that refuses. */
async function ask<T>(
  network: WholeNetwork,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const ends_ms = ticksMs() + PATIENCE_MS;
  for (let tries = 0; ; tries++) {
    try {
      return await askOnce<T>(network, tries % 2, method, path, body);
    } catch (error) {
      if (error instanceof Refused || ticksMs() > ends_ms) throw error;
      network.books.failed++;
      await Bun.sleep(TRY_AGAIN_MS);
    }
  }
}

type Asked = [
  network: WholeNetwork,
  index: number,
  method: string,
  path: string,
  body?: unknown,
];

class Refused extends Error {}

async function askOnce<T>(...asked: Asked): Promise<T> {
  return (await answerOf<T>(...asked)).body;
}

/** Asks one instance once; throws unless it answers 2xx. */
async function answerOf<T>(
  ...[network, index, method, path, body]: Asked
): Promise<Answer<T>> {
  const api = network.apiOf(index);
  const answer = await api.fetch<T>(`/api/v1${path}`, {
    method,
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
    headers: {
      authorization: `Bearer ${api.token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { status } = answer;
  if (status < 300) return answer;
  const text = `${method} ${path} answered ${status}: ${JSON.stringify(answer.body)}`;
  throw status < 500 && status !== 429 ? new Refused(text) : new Error(text);
}

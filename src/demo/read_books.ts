import { formatAmount, parseAmount } from "../../modules/kernel/mod.ts";
import type { Micros } from "../../modules/kernel/mod.ts";
import type { AffiliateServer } from "./affiliate_server.ts";
import type { BookLine } from "./books.ts";
import type { DemoClient } from "./client.ts";

type Row = Record<string, unknown>;

/**
 * Reads all the tracker's records through its API, and the requests received by the affiliate's
 * server.
 */
export async function readBooks(input: {
  client: DemoClient;
  affiliate: AffiliateServer;
}): Promise<BookLine[]> {
  const { client, affiliate } = input;
  return [
    ...(await readClicks(client)),
    ...(await readPostbacks(client)),
    ...(await readConversions(client)),
    ...receivedLines(affiliate),
    ...(await readAccounts(client)),
  ];
}

async function readClicks(client: DemoClient): Promise<BookLine[]> {
  const clicks = await client.list("/clicks");
  return clicks.reverse().map((click) => ({
    what: `click ${text(click.click_ref)}`,
    value: `${text(click.verdict)}, ${text(click.sub1)}`,
  }));
}

async function readPostbacks(client: DemoClient): Promise<BookLine[]> {
  const postbacks = await client.list("/postbacks");
  return postbacks
    .reverse()
    .map(({ http_status, outcome, order_id }, index) => {
      const order = order_id === null ? "" : `, order ${text(order_id)}`;
      const value = `${text(http_status)} ${text(outcome)}${order}`;
      return { what: `postback ${index + 1}`, value };
    });
}

async function readConversions(client: DemoClient): Promise<BookLine[]> {
  const lines: BookLine[] = [];
  for (const { id } of (await client.list("/conversions")).reverse()) {
    const conversion = await client.read(`/conversions/${text(id)}`);
    lines.push(...conversionLines(conversion));
    lines.push(...(await readDeliveries(client, conversion)));
  }
  return lines;
}

function conversionLines(conversion: Row): BookLine[] {
  const { status, payout, currency, amount } = conversion;
  const what = `order ${text(conversion.order_id)}`;
  const history = (conversion.history as Row[]).map(
    (step) =>
      `${text(step.kind)} ${text(step.status)} ${text(step.revenue)}/${text(step.payout)}`,
  );
  const behind = (conversion.postbacks as Row[]).map((row) =>
    text(row.outcome),
  );
  return [
    {
      what,
      value: `${text(status)}, payout ${text(payout)} ${text(currency)}`,
    },
    { what: `${what}, sale`, value: text(amount) },
    { what: `${what}, history`, value: history.join(", ") },
    { what: `${what}, postbacks behind it`, value: behind.join(", ") },
  ];
}

async function readDeliveries(
  client: DemoClient,
  conversion: Row,
): Promise<BookLine[]> {
  const lines: BookLine[] = [];
  const path = `/deliveries?conversion_id=${text(conversion.id)}`;
  for (const { id } of (await client.list(path)).reverse()) {
    const delivery = await client.read(`/deliveries/${text(id)}`);
    const { version, state, status, payout } = delivery;
    const tries = (delivery.tries as Row[]).map((row) => text(row.http_status));
    lines.push({
      what: `order ${text(conversion.order_id)}, told of version ${text(version)}`,
      value: `${text(state)}: ${text(status)} ${text(payout)}, tries ${tries.join(" ")}`,
    });
  }
  return lines;
}

function receivedLines({ heard }: AffiliateServer): BookLine[] {
  const ids = [...new Set(heard.map(({ delivery_id }) => delivery_id))];
  const numbers = heard.map(({ delivery_id }) => ids.indexOf(delivery_id) + 1);
  return [
    ...heard.map(({ ref, status, payout, answered }, index) => ({
      what: `affiliate heard ${index + 1}`,
      value: `${ref} ${status} ${payout}, answered ${answered}`,
    })),
    { what: "webhook-ids heard", value: numbers.join(" ") },
  ];
}

async function readAccounts(client: DemoClient): Promise<BookLine[]> {
  const rows = await client.list("/ledger/accounts");
  return rows.flatMap(({ currency, ...accounts }) => {
    const code = text(currency);
    const sums = Object.entries(accounts);
    const total = sums.reduce(
      (sum, [, value]) => sum + readAmount(text(value)),
      0n,
    );
    return [
      ...sums.map(([name, value]) => ({
        what: `${code} ${name}`,
        value: text(value),
      })),
      {
        what: `${code}, all accounts together`,
        value: formatAmount(total, code),
      },
    ];
  });
}

function text(value: unknown): string {
  return String(value);
}

function readAmount(value: string): Micros {
  const micros = parseAmount(value, { negative: true });
  if (micros !== null) return micros;
  throw new Error(`The ledger holds "${value}", which is no amount`);
}

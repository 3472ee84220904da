import {
  formatAmount,
  isoTime,
  parseAmount,
} from "../../../modules/kernel/mod.ts";
import type { MadeAdvertiser } from "./set_up.ts";
import type { MonthEnd } from "./office.ts";
import { DAY_MS } from "./stage.ts";
import type { Stage } from "./stage.ts";

type Row = Record<string, unknown>;

const PAGE = 500;

/** The shop's own list of a month: most of it is as in the books, and some isn't. */
export async function statementOf(
  { client, dice }: Stage,
  { id }: MadeAdvertiser,
  { from_ms, to_ms }: MonthEnd,
): Promise<string> {
  const query = new URLSearchParams({
    advertiser_id: String(id),
    from: isoTime(from_ms),
    to: isoTime(to_ms),
    limit: String(PAGE),
  });
  const sales = await client.list(`/conversions?${query}`);
  const lines = sales.toReversed().flatMap((sale) => {
    const roll = dice.roll();
    if (roll < 0.03) return [];
    return [lineOf(sale, roll)];
  });
  const unknown = [1, 2].map((at) => [
    `N-9${at}0${at}`,
    "",
    isoTime(from_ms + at * 300_000_000)
      .slice(0, 16)
      .replace("T", " "),
    `${60 + at * 13}.40`,
    `${6 + at}.13`,
    "shipped",
  ]);
  const head = "Order number;Click reference;Ordered;Sale;Commission;State";
  const all = [...lines, ...unknown].map((cells) => cells.join(";"));
  return `${[head, ...all].join("\r\n")}\r\n`;
}

function lineOf(sale: Row, roll: number): string[] {
  const { order_id, click_id, recorded_at, amount, revenue, status } = sale;
  const is_less = typeof amount === "string" && roll > 0.03 && roll < 0.07;
  const is_lost = roll > 0.07 && roll < 0.09;
  const shown = is_less ? lessened(amount) : amount;
  return [
    String(order_id),
    String(click_id),
    String(recorded_at).slice(0, 16).replace("T", " "),
    String(shown ?? revenue),
    String(revenue),
    is_lost || status === "reversed" ? "returned" : "shipped",
  ];
}

function lessened(amount: string): string {
  const micros = parseAmount(amount) ?? 0n;
  return formatAmount(micros - 5_000_000n, "USD");
}

/** Uploads a month's statement; a last one stays with its breaks open. */
export async function reconcileMonth(
  stage: Stage,
  advertiser: MadeAdvertiser,
  month: MonthEnd,
): Promise<void> {
  const { client } = stage;
  const file = await statementOf(stage, advertiser, month);
  const opened = await client.create("/reconciliations", {
    advertiser_id: advertiser.id,
    file,
    file_name: `northwind-${isoTime(month.from_ms).slice(0, 7)}.csv`,
    from: isoTime(month.from_ms),
    to: isoTime(month.to_ms),
    timezone: "UTC",
  });
  await stage.runJobs();
  const path = `/reconciliations/${String(opened.id)}`;
  const read = await client.read(path);
  const mapping = read.mapping as Row | null;
  await client.create(`${path}/mapping`, {
    mapping: {
      ...mapping,
      status_map: { shipped: "approved", returned: "reversed" },
      currency: "USD",
    },
  });
  await stage.runJobs();
  const { frame } = await client.read(path);
  if ((frame as Row | null)?.["is_clear"] === false) {
    const { basis, money_divisor, offset_minutes } = frame as Row;
    const body = { basis, money_divisor, offset_minutes, currency: "USD" };
    await client.create(`${path}/frame`, body);
    await stage.runJobs();
  }
  if (month.is_last) return;
  await client.create(`${path}/apply`, {
    break_ids: "all",
    reason: "As the shop counted",
  });
  await stage.runJobs();
}

/** Uploads a file whose columns are still to be named. */
export async function leaveUnread(
  stage: Stage,
  advertiser: MadeAdvertiser,
  to_ms: number,
): Promise<void> {
  const days = [9, 8, 5].map((ago) => {
    const [year, month, day] = isoTime(to_ms - ago * DAY_MS)
      .slice(0, 10)
      .split("-");
    return `${day}.${month}.${year}`;
  });
  const file = [
    "Ref,Kunde,Wert,Umsatz,Datum",
    `H-5511,c-1,48.00,19.20,${days[0]}`,
    `H-5523,c-2,96.00,38.40,${days[1]}`,
    `H-5531,c-9,120.50,48.20,${days[2]}`,
  ].join("\r\n");
  await stage.client.create("/reconciliations", {
    advertiser_id: advertiser.id,
    file: `${file}\r\n`,
    file_name: "atlas-export.csv",
    from: isoTime(to_ms - 10 * DAY_MS),
    to: isoTime(to_ms),
    timezone: "Europe/Berlin",
  });
  await stage.runJobs();
}

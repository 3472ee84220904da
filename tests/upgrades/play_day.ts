import { isoTime, systemClock } from "../../modules/kernel/mod.ts";
import { PartnerReceiver } from "../receiver.ts";
import { until } from "../until.ts";
import type { OldProgram } from "./old_program.ts";
import type { KeptBooks, KeptOrder } from "./state_file.ts";

const VISITORS = 5;
const AWAY_VISITORS = 3;

type Day = Omit<KeptBooks, "journal_clicks" | "queued" | "ended_at_ms">;

/** Plays a day on a new network: clicks, sales, a refund, a refusal, deliveries, and money where there is some. */
export async function playDay(program: OldProgram): Promise<Day> {
  const partner = new PartnerReceiver();
  try {
    return await play(program, partner);
  } finally {
    await partner.stop();
  }
}

async function play(
  program: OldProgram,
  partner: PartnerReceiver,
): Promise<Day> {
  const network = await setUp(program, partner.url);
  const { slug } = network;
  const clicks: string[] = [];
  for (let visitor = 1; visitor <= VISITORS; visitor++) {
    clicks.push(await click(program, slug, `visit-${visitor}`));
  }
  const [first = "", second = "", third = "", , free_click = ""] = clicks;
  await tell(program, { click_id: first, order_id: "A-1", amount: "80.00" });
  await until("the affiliate hears of A-1", () => partner.received.length > 0);
  await tell(program, { click_id: first, order_id: "A-1", amount: "80.00" });
  await tell(program, { click_id: "nobody", order_id: "A-9", amount: "1.00" });
  await tell(program, { click_id: second, order_id: "A-2", amount: "60.00" });
  await until("the affiliate hears of A-2", () => partner.received.length > 1);
  await tell(program, {
    ...{ click_id: second, order_id: "A-2", amount: "60.00" },
    status: "reversed",
  });
  await until("the affiliate hears of it", () => partner.received.length > 2);
  const payments = await pay(program);
  // From here on the affiliate hears nothing: its server is stopped.
  await partner.stop();
  await tell(program, { click_id: third, order_id: "A-3", amount: "50.00" });
  const given = [
    { click_id: first, order_id: "A-1", amount: "80.00" },
    { click_id: second, order_id: "A-2", amount: "60.00" },
    { click_id: third, order_id: "A-3", amount: "50.00" },
  ];
  return {
    ...network,
    clicks,
    free_click,
    orders: await readOrders(program, given),
    untold: "A-3",
    accounts: await readAccounts(program),
    payments,
  };
}

/** Makes a shop's campaign, with a link for an affiliate whose server is told at `url`. */
export async function setUp(
  program: OldProgram,
  url: string,
): Promise<Pick<Day, "slug" | "affiliate_id" | "endpoint_id">> {
  const advertiser = await program.create("/advertisers", {
    name: "Example Shop",
  });
  const affiliate = await program.create("/affiliates", {
    name: "Example Blog",
  });
  const campaign = await program.create("/campaigns", {
    advertiser_id: advertiser.id,
    name: "Shoes",
    destination_url: "https://shop.example/shoes",
    currency: "USD",
    goals: [
      {
        key: "sale",
        revenue: { type: "percent", percent: "10" },
        payout: { type: "percent", percent: "8" },
      },
    ],
  });
  const link = await program.create("/links", {
    campaign_id: campaign.id,
    affiliate_id: affiliate.id,
  });
  const endpoint = await program.create(
    `/affiliates/${String(affiliate.id)}/postbacks`,
    {
      url: `${url}/told?order={order_id}&status={status}&payout={payout}`,
      statuses: ["approved", "reversed"],
    },
  );
  return {
    slug: String(link.slug),
    affiliate_id: String(affiliate.id),
    endpoint_id: String(endpoint.id),
  };
}

/** Plays on while the database is away. */
export async function playAway(
  program: OldProgram,
  day: Day,
): Promise<KeptBooks> {
  const journal_clicks: string[] = [];
  for (let visitor = 1; visitor <= AWAY_VISITORS; visitor++) {
    // The first programs could not redirect without their database.
    const answered = await click(program, day.slug, `away-${visitor}`).catch(
      () => null,
    );
    if (answered !== null) journal_clicks.push(answered);
  }
  const click_id = day.clicks[3] ?? "";
  const order_id = "A-4";
  const query = new URLSearchParams({ click_id, order_id, amount: "10.00" });
  const { status } = await program.visit(`/v1/postback?${query}`);
  return {
    ...day,
    journal_clicks,
    queued: status === 202 ? { click_id, order_id } : null,
    ended_at_ms: systemClock.nowMs(),
  };
}

/** Visits a link; returns the click id. */
export async function click(
  program: OldProgram,
  slug: string,
  click_ref: string,
): Promise<string> {
  const path = `/c/${slug}?click_ref=${click_ref}&sub1=news`;
  const { status, location } = await program.visit(path, {
    headers: {
      "user-agent":
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    },
  });
  const id = URL.parse(location ?? "")?.searchParams.get("click_id");
  if (status === 302 && id !== null && id !== undefined) return id;
  throw new Error(`${path} answered ${status}`);
}

/** Sends a postback; returns its outcome, or the code of its refusal. */
export async function tell(
  program: OldProgram,
  said: Record<string, string>,
): Promise<string> {
  const query = new URLSearchParams(said);
  const { status, body } = await program.visit(`/v1/postback?${query}`);
  return String(body.outcome ?? body.code ?? status);
}

/** Pays what is payable, where the program knows payment runs. */
async function pay(program: OldProgram): Promise<KeptBooks["payments"]> {
  const up_to = isoTime(systemClock.nowMs());
  const run = await program.admin("POST", "/payment-runs", {
    ...{ currency: "USD", up_to, min_amount: "0.01" },
  });
  if (run.status >= 300) return [];
  const paid = run.body.payments ?? (await list(program, "/payments"));
  const payments = paid as { id: string }[];
  for (const [index, { id }] of payments.entries()) {
    if (index > 0) continue;
    await program.admin("POST", `/payments/${id}/close`);
    await program.admin("POST", `/payments/${id}/pay`, { reference: "bank-1" });
  }
  const left = await list(program, "/payments");
  return left.map(({ id, state, amount }) => ({
    id: String(id),
    state: String(state),
    amount: String(amount),
  }));
}

async function readOrders(
  program: OldProgram,
  given: Pick<KeptOrder, "click_id" | "order_id" | "amount">[],
): Promise<KeptOrder[]> {
  const conversions = await list(program, "/conversions");
  return given.map((order) => {
    const found = conversions.find(
      ({ order_id }) => order_id === order.order_id,
    );
    if (found === undefined) throw new Error(`${order.order_id} is missing`);
    const { status, revenue, payout } = found;
    return {
      ...order,
      status: String(status),
      revenue: String(revenue),
      payout: String(payout),
    };
  });
}

async function readAccounts(
  program: OldProgram,
): Promise<KeptBooks["accounts"]> {
  const { status, body } = await program.admin("GET", "/ledger/accounts");
  return status === 200 ? (body.data as KeptBooks["accounts"]) : null;
}

async function list(
  program: OldProgram,
  path: string,
): Promise<Record<string, unknown>[]> {
  const { status, body } = await program.admin("GET", path);
  if (status === 200) return body.data as Record<string, unknown>[];
  throw new Error(`${path} answered ${status}`);
}

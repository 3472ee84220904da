import { noteDropped } from "./upkeep_steps.ts";
import { csvOf } from "../statement_office.ts";
import { amountText, someSales } from "./sale_steps.ts";
import type { PlayedClick } from "./memory.ts";
import type { HistoryWorld } from "./world.ts";

const HOUR_MS = 3_600_000;
const STATUSES = [
  "approved",
  "approved",
  "rejected",
  "reversed",
  "pending",
] as const;

/** Somebody sets several sales to one state. */
export async function changeInBulk(world: HistoryWorld): Promise<void> {
  const ids = new Set(
    someSales(world, 5).map(({ conversion_id }) => conversion_id),
  );
  if (ids.size === 0) return;
  const status = world.chance.oneOf(STATUSES);
  const body = { ids: [...ids], status, reason: "month's end" };
  const answer = await world.api.try("POST", "/conversions/bulk", body);
  world.memory.steps.push(`bulk ${ids.size} ${status}: ${answer.status}`);
}

/** Somebody records a sale that no shop reported: of a click, or of an affiliate without one. */
export async function recordByHand(world: HistoryWorld): Promise<void> {
  const { chance, memory, api } = world;
  const clicks = [...memory.clicks.values()].filter(({ is_sent }) => is_sent);
  const click = clicks[chance.between(0, clicks.length)];
  if (click === undefined) return;
  const order_id = world.name("hand");
  const amount = chance.between(1, 20_000);
  const { campaign_id, affiliate_id } = click.link;
  const of = chance.happens(0.5)
    ? { click_id: click.click_id }
    : { campaign_id, affiliate_id };
  const body = {
    ...of,
    goal: "sale",
    order_id,
    amount: amountText(click, amount),
    reason: "by phone",
  };
  const answer = await api.try<{ id?: string }>("POST", "/conversions", body);
  memory.steps.push(
    `record ${order_id} of ${Object.keys(of).join()}: ${answer.status}`,
  );
  const { id } = answer.body;
  if (answer.status !== 201 || id === undefined) return;
  memory.sales.push({
    click,
    order_id,
    goal: "sale",
    amount,
    conversion_id: id,
  });
}

/** A file changes and creates sales; it may be undone, and applied again. */
export async function importFile(world: HistoryWorld): Promise<void> {
  const { chance, memory, api } = world;
  const sales = someSales(world, 4);
  const [first] = sales;
  if (first === undefined) return;
  const { advertiser_id } = first.click.link;
  const own = sales.filter(
    ({ click }) => click.link.advertiser_id === advertiser_id,
  );
  const lines = own.map(({ conversion_id, click }) => ({
    conversion_id,
    ...(chance.happens(0.5)
      ? { status: chance.oneOf(STATUSES), reason: "by the shop" }
      : { amount: amountText(click, chance.between(1, 20_000)) }),
  }));
  const fresh = freshLine(world, first.click);
  const file = csvOf([...lines, fresh]);
  const { id } = await api.call<{ id: string }>("POST", "/imports", {
    advertiser_id,
    file,
    file_name: "month.csv",
  });
  await work(world);
  const applied = await api.try("POST", `/imports/${id}/apply`, {});
  await work(world);
  memory.steps.push(`import ${lines.length + 1} lines: ${applied.status}`);
  for (const body of chance.oneOf([[], ["undo"], ["undo", "apply"]] as [
    string[],
    ...string[][],
  ])) {
    world.pass(1000);
    const { status } = await api.try("POST", `/imports/${id}/${body}`, {});
    await work(world);
    memory.steps.push(`import ${body}: ${status}`);
  }
}

function freshLine(
  world: HistoryWorld,
  { link, click_id }: PlayedClick,
): Record<string, string> {
  const { chance } = world;
  const order_id = world.name("file");
  const of = chance.happens(0.5)
    ? { click_id }
    : {
        campaign: String(link.campaign_id),
        affiliate: String(link.affiliate_id),
      };
  const amount = link.currency === "JPY" ? "700" : "70.50";
  return { order_id, amount, ...of };
}

/** Runs tasks, one of which may enqueue another. */
async function work(world: HistoryWorld): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await world.service.scheduler.runOnce();
  }
  await noteDropped(world);
  world.pass(1);
}

/** A trial becomes a paid subscription. */
export async function payTrial(world: HistoryWorld): Promise<void> {
  const { chance, memory, api } = world;
  const trials = memory.sales.filter(({ goal }) => goal === "trial");
  const trial = trials[chance.between(0, trials.length)];
  if (trial === undefined) return;
  const { click, order_id } = trial;
  const amount = chance.between(1, 9_000);
  const answer = await api.postback({
    ...{ click_id: click.click_id, order_id, goal: "paid" },
    amount: amountText(click, amount),
  });
  memory.steps.push(
    `paid ${order_id}: ${answer.status} ${String(answer.body["code"] ?? "")}`,
  );
  const { conversion_id } = answer.body;
  if (typeof conversion_id !== "string") return;
  memory.sales.push({ click, order_id, goal: "paid", amount, conversion_id });
}

/** An advertiser may send again what was too late for a while. */
export async function openBackfill(world: HistoryWorld): Promise<void> {
  const { chance, clock, api, memory, links } = world;
  const link = links[chance.between(0, links.length)];
  if (link === undefined) return;
  const now_ms = clock.nowMs();
  const at = (hours: number) =>
    new Date(now_ms + hours * HOUR_MS).toISOString();
  const { status } = await api.try("POST", "/backfill-windows", {
    ...{
      advertiser_id: link.advertiser_id,
      opens_at: at(0),
      closes_at: at(48),
    },
    ...{ event_from: at(-90 * 24), event_to: at(0) },
  });
  memory.steps.push(`backfill of ${link.advertiser_id}: ${status}`);
}

import { drain } from "./click_steps.ts";
import type { HistoryWorld } from "./world.ts";

const DAY_MS = 86_400_000;

/** A link is paused, or resumed. */
export async function pauseLink(world: HistoryWorld): Promise<void> {
  const { chance, links, api, memory } = world;
  const link = links[chance.between(0, links.length)];
  if (link === undefined) return;
  const paused = chance.happens(0.5);
  await api.call("PATCH", `/links/${link.id}`, { paused });
  memory.steps.push(`link ${link.id} ${paused ? "paused" : "resumed"}`);
}

/** A goal's prices change. */
export async function changePrice(world: HistoryWorld): Promise<void> {
  const { chance, links, api, memory } = world;
  const link = links[chance.between(0, links.length)];
  if (link === undefined) return;
  const percent = String(chance.between(10, 100) / 10);
  const body = {
    revenue: { type: "percent", percent },
    payout: { type: "percent", percent: chance.oneOf(["1", "3.3333", "0.7"]) },
  };
  const path = `/campaigns/${link.campaign_id}/goals/sale`;
  const { status } = await api.try("PATCH", path, body);
  memory.steps.push(`price of ${link.campaign_id}: ${percent} % ${status}`);
}

/** Somebody gives rates of a day, also of one that has some. */
export async function giveRates(world: HistoryWorld): Promise<void> {
  const { chance, clock, api, memory } = world;
  const day_ms = clock.nowMs() - chance.between(0, 6) * DAY_MS;
  const date = new Date(day_ms).toISOString().slice(0, 10);
  const of = (least: number, most: number) =>
    (chance.between(least, most) / 10_000).toFixed(4);
  const all = {
    USD: of(9_000, 13_000),
    JPY: of(1_200_000, 1_700_000),
    GBP: of(7_000, 9_500),
  };
  const rates = Object.fromEntries(
    Object.entries(all).filter(() => chance.happens(0.8)),
  );
  if (Object.keys(rates).length === 0) return;
  await api.call("PUT", "/fx-rates", { date, base: "EUR", rates });
  memory.rates.set(
    date,
    new Map([...(memory.rates.get(date) ?? []), ...Object.entries(rates)]),
  );
  memory.steps.push(`rates of ${date}: ${JSON.stringify(rates)}`);
}

/** A visitor asks to be forgotten. */
export async function forgetVisitor(world: HistoryWorld): Promise<void> {
  const { chance, memory, api } = world;
  const clicks = [...memory.clicks.values()].filter(
    ({ click_id }) => click_id !== "",
  );
  const click = clicks[chance.between(0, clicks.length)];
  if (click === undefined) return;
  const { status } = await api.try(
    "DELETE",
    `/clicks/${click.click_id}/personal-data`,
  );
  memory.steps.push(`forget the visitor of ${click.ref}: ${status}`);
}

/** The tracker is stopped, and started again. */
export async function restart(world: HistoryWorld): Promise<void> {
  await world.restart();
  world.memory.steps.push("restart");
  // Stopping stores the clicks that wait.
  await drain(world);
}

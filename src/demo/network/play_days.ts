import { AFFILIATES } from "./affiliates.ts";
import { endpointName } from "./set_up.ts";
import type { MadeAdvertiser, MadeLink, MadeNetwork } from "./set_up.ts";
import type { GoalPlan, Sale } from "./plan.ts";
import { DAY_MS, HOUR_MS } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { someSale } from "./some_sale.ts";
import { visitLink } from "./visit_link.ts";
import { visitTimes } from "./visitors.ts";

/** Something that will happen at a time. */
interface Planned {
  at_ms: number;
  act(): Promise<void>;
}

const MEAN_VISITS = 50;
const NEWS_EVERY_MS = 4 * HOUR_MS;
const WORK_EVERY_MS = 8 * HOUR_MS;
const GROWTH = 1.1;
const BROKEN_SHARE = 0.035;
const REPEAT_SHARE = 0.03;

/** Plays visits and all that follows from them, from the clock's time on. */
export class Days {
  readonly #stage: Stage;
  readonly #network: MadeNetwork;
  readonly #from_ms: number;
  readonly #to_ms: number;
  readonly #scale: number;
  #planned: Planned[] = [];
  /** Whether an affiliate is to be told of something. */
  #has_news = false;
  #orders = 4_100;

  constructor(
    stage: Stage,
    network: MadeNetwork,
    input: { from_ms: number; to_ms: number; scale: number },
  ) {
    this.#stage = stage;
    this.#network = network;
    this.#from_ms = input.from_ms;
    this.#to_ms = input.to_ms;
    this.#scale = input.scale;
  }

  /** Plays a day, which begins at midnight in UTC, up to the end of the play. */
  async play(day_ms: number): Promise<void> {
    const { dice, endpoints } = this.#stage;
    const age = (day_ms - this.#from_ms) / DAY_MS;
    const share = age / ((this.#to_ms - this.#from_ms) / DAY_MS);
    for (const plan of AFFILIATES) {
      const { endpoint } = plan;
      const is_down =
        (endpoint === "healed" && age > 58 && age < 60) ||
        (endpoint === "failing" && day_ms > this.#to_ms - 6 * DAY_MS);
      endpoints.fail(endpointName(plan), is_down);
    }
    const mean = MEAN_VISITS * (1 + GROWTH * share) * this.#scale;
    const to_ms = Math.min(day_ms + DAY_MS, this.#to_ms);
    for (const at_ms of visitTimes(dice, { from_ms: day_ms, to_ms, mean })) {
      this.#plan(at_ms, () => this.#visit());
    }
    await this.#playUntil(to_ms);
  }

  async #playUntil(to_ms: number): Promise<void> {
    const { clock, work } = this.#stage;
    let worked_at = clock.nowMs();
    for (;;) {
      const next = this.#planned.at(-1);
      if (next === undefined || next.at_ms >= to_ms) break;
      this.#planned.pop();
      clock.moveTo(next.at_ms);
      await next.act();
      const pause_ms = this.#has_news ? NEWS_EVERY_MS : WORK_EVERY_MS;
      if (next.at_ms < worked_at + pause_ms) continue;
      worked_at = next.at_ms;
      this.#has_news = false;
      await work();
    }
    clock.moveTo(to_ms);
    await work();
  }

  /** The latest first, so that the next one is at the end. */
  #plan(time_ms: number, act: () => Promise<void>): void {
    const one = { at_ms: Math.round(time_ms), act };
    const at = this.#planned.findIndex(({ at_ms }) => at_ms <= one.at_ms);
    if (at === -1) this.#planned.push(one);
    else this.#planned.splice(at, 0, one);
  }

  async #visit(): Promise<void> {
    const { client, clock, dice } = this.#stage;
    const link = dice.weighted(this.#network.links, ({ weight }) => weight);
    const click_id = await visitLink({ client, dice }, link);
    if (click_id === null) return;
    for (const goal of link.campaign.goals) {
      if (dice.roll() >= goal.rate) continue;
      const delay_ms = 90_000 + dice.roll() ** 4 * 3 * DAY_MS;
      const at_ms = clock.nowMs() + delay_ms;
      this.#plan(at_ms, () => this.#sell(link, goal, click_id));
    }
  }

  async #sell(link: MadeLink, goal: GoalPlan, click_id: string): Promise<void> {
    const { clock, dice } = this.#stage;
    const { advertiser } = link.campaign;
    const { silent_days, tells_changes } = advertiser.plan;
    if (clock.nowMs() > this.#to_ms - silent_days * DAY_MS) {
      if (silent_days > 0) return;
    }
    this.#orders += 1 + dice.below(7);
    const sale = someSale(dice, {
      ...{ link, goal, click_id },
      number: this.#orders,
    });
    const first = broken(sale, dice.roll());
    await this.#say(advertiser, first);
    if (dice.roll() < REPEAT_SHARE) await this.#say(advertiser, first);
    if (first !== sale) return;
    const is_lost = dice.roll() < goal.lost;
    const is_pending = goal.body["default_status"] === "pending";
    if (!is_lost && !is_pending) return;
    const status = !is_lost ? "approved" : is_pending ? "rejected" : "reversed";
    const at_ms = clock.nowMs() + (4 + dice.roll() * 8) * DAY_MS;
    this.#plan(at_ms, async () => {
      if (tells_changes) {
        await this.#say(advertiser, { ...sale, status });
        return;
      }
      await this.#changeByHand(sale.order_id, status);
    });
  }

  async #changeByHand(order_id: string, status: string): Promise<void> {
    const { client, dice } = this.#stage;
    const [sold] = await client.list(`/conversions?order_id=${order_id}`);
    if (sold?.status !== "approved") return;
    const reason = dice.of(["returned", "card was stolen", "cancelled"]);
    await client.send("PATCH", `/conversions/${String(sold.id)}`, {
      status,
      reason,
    });
  }

  async #say({ postback_path, plan }: MadeAdvertiser, sale: Sale) {
    const query = new URLSearchParams(plan.say(sale));
    const path = `${postback_path}?${query}`;
    this.#has_news = true;
    const { status } = await this.#stage.client.visit(path);
    if (status < 500) return;
    throw new Error(`GET ${path} answered ${status}`);
  }
}

/** Now and then a server sends something wrong. */
function broken(sale: Sale, roll: number): Sale {
  if (roll >= BROKEN_SHARE) return sale;
  const kind = Math.floor((roll / BROKEN_SHARE) * 4);
  if (kind === 0) return { ...sale, click_id: "{click_id}" };
  if (kind === 1) return { ...sale, goal: "purchase_v2" };
  if (kind === 2 && sale.amount !== null) return { ...sale, amount: "12,5o" };
  const last = sale.click_id.endsWith("0") ? "1" : "0";
  return { ...sale, click_id: sale.click_id.slice(0, -1) + last };
}

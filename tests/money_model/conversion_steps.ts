import type { Answer } from "../api_client.ts";
import type {
  ModelConversion,
  ModelPostback,
  Word,
} from "./conversion_model.ts";
import { minorUnit, unitsIn } from "./ledger_model.ts";
import { asSent, goalBody, PRICES } from "./money_world.ts";
import type { MoneyWorld } from "./money_world.ts";
import { answered, anyOf } from "./step.ts";
import type { Draw, Step } from "./step.ts";

const WORDS: readonly [Word | null, ...(Word | null)[]] = [
  ...([null, "approved", "approved", "pending", "pending"] as const),
  ...(["rejected", "reversed", "reversed"] as const),
];

const ENDS = ["rejected", "reversed"] as const;
const BEGINNINGS = [null, "approved", "pending"] as const;

/** A postback about a new order; sometimes its first status is already final. */
export const convert: Draw = async (world) => {
  const { chance } = world;
  const campaign = anyOf(world, world.campaigns);
  const at = chance.between(0, world.affiliates.length);
  const affiliate = world.affiliates[at];
  const slug = campaign?.slugs[at];
  if (campaign === undefined || slug === undefined || affiliate === undefined) {
    return null;
  }
  const order = world.name("order");
  world.clicks.set(order, await world.service.api.click(slug));
  const amount = chance.happens(0.08) ? null : someAmount(world, campaign);
  const word = chance.oneOf(chance.happens(0.1) ? ENDS : BEGINNINGS);
  return receive(world, { order, campaign, affiliate, word, amount });
};

/** Another postback about a known order, in any order. */
export const change: Draw = (world) => {
  const { chance, conversions } = world;
  const known = anyOf(world, conversions.all.values());
  if (known === undefined) return null;
  const { order, campaign, affiliate } = known;
  const word = chance.oneOf(WORDS);
  const amount = chance.happens(0.6) ? null : someAmount(world, campaign);
  return receive(world, { order, campaign, affiliate, word, amount });
};

/** Changes an affiliate's payout currency; existing conversions keep theirs. */
export const changePayoutCurrency: Draw = async (world) => {
  const { chance, conversions } = world;
  await world.rates();
  // The last affiliate has a minimum, which applies in any currency.
  const affiliate = anyOf(world, world.affiliates.slice(0, -1));
  if (affiliate === undefined) return null;
  const payout_currency = chance.oneOf([null, "USD", "JPY", "KWD"]);
  return {
    name: `owe ${affiliate} in ${payout_currency}`,
    send: () =>
      world.call("PATCH", `/affiliates/${affiliate}`, { payout_currency }),
    judge(answers) {
      const { payout_currencies } = conversions;
      if (payout_currency === null) payout_currencies.delete(affiliate);
      else payout_currencies.set(affiliate, payout_currency);
      return answered(answers, null);
    },
  };
};

/** A postback about a new order, on a day with rates. */
export const convertWithRates: Draw = async (world) => {
  await world.rates();
  return await convert(world);
};

/** A partial refund. */
export const refundPart: Draw = (world) => {
  const known = anyOf(world, alive(world));
  if (known === undefined || known.amount === null) return null;
  const { order, campaign, affiliate, amount, refunded } = known;
  const unit = minorUnit(campaign.currency);
  const units = unitsIn(amount - refunded, unit);
  if (units < 1) return null;
  const part = refunded + BigInt(world.chance.between(1, units + 1)) * unit;
  const about = { order, campaign, affiliate };
  return world.chance.happens(0.5)
    ? receive(world, { ...about, word: null, amount: -part })
    : receive(world, { ...about, word: "reversed", amount: part });
};

/** A full reversal of an approved order. */
export const reverse: Draw = (world) => {
  const { ledger } = world;
  const paid = new Set(
    ledger.entries
      .filter(({ payment }) => payment !== null)
      .map(({ about }) => about),
  );
  const known = anyOf(
    world,
    alive(world).filter(({ order }) => paid.has(order)),
  );
  if (known === undefined) return null;
  const { order, campaign, affiliate } = known;
  const word = "reversed";
  return receive(world, { order, campaign, affiliate, word, amount: null });
};

/** New prices of a goal, and a new hold. */
export const rePrice: Draw = (world) => {
  const { chance } = world;
  const campaign = anyOf(world, world.campaigns);
  if (campaign === undefined) return null;
  const next = {
    ...chance.oneOf(PRICES),
    hold_days: chance.oneOf([0, 5, 35]),
    prorates: chance.happens(0.5),
  };
  const path = `/campaigns/${campaign.id}/goals/sale`;
  return {
    name: `re-price ${campaign.id} ${next.revenue.type}`,
    send: () => world.call("PATCH", path, goalBody(next)),
    judge(answers) {
      Object.assign(campaign, next);
      return answered(answers, null);
    },
  };
};

function alive({ conversions }: MoneyWorld): ModelConversion[] {
  return [...conversions.all.values()].filter(
    ({ status }) => status === "pending" || status === "approved",
  );
}

function someAmount(
  { chance }: MoneyWorld,
  { currency }: { currency: string },
): bigint {
  const unit = minorUnit(currency);
  return BigInt(chance.between(1, unitsIn(200_000_000n, unit))) * unit;
}

function receive(world: MoneyWorld, postback: ModelPostback): Step {
  const { order, campaign, word, amount } = postback;
  const query = new URLSearchParams({
    click_id: world.clicks.get(order) ?? "",
    order_id: order,
    ...(word === null ? {} : { status: word }),
    ...(amount === null ? {} : { amount: asSent(amount) }),
  });
  const path = `/v1/postback/${campaign.source_key}?${query}`;
  return {
    name: `say ${order} ${word} ${amount === null ? "" : asSent(amount)}`,
    is_twice: true,
    send: () => world.service.api.fetch(path),
    judge: (answers) => compare(world, postback, answers),
  };
}

/** If sent twice concurrently, either one may be first. */
function compare(
  world: MoneyWorld,
  postback: ModelPostback,
  answers: readonly Answer[],
): string | null {
  const outcomes = answers.map(({ body }) =>
    String(body["outcome"] ?? body["code"]),
  );
  const meant = world.conversions.receive(postback);
  const is_done = meant === "recorded" || meant === "updated";
  const others = is_done ? "duplicate" : meant;
  const all = answers.map((_answer, at) => (at === 0 ? meant : others));
  if (Bun.deepEquals(outcomes.toSorted(), all.toSorted())) return null;
  return `it was ${outcomes.join(" and ")}, and should be ${all.join(" and ")}: ${Bun.inspect(answers[0]?.body)}`;
}

import type { Chance } from "./chance.ts";
import { DAY_MS, MINUTE_MS } from "./times.ts";
import type {
  Campaign,
  Click,
  Conversion,
  Outcome,
  Shape,
  World,
} from "./traffic.ts";

/** People who click twice. Judged. */
const CLICKS_AGAIN = 0.12;
const MICROS = 1_000_000n;

/** Who has traffic of a shape, and how much of it converts. */
export interface Part {
  affiliate: number;
  campaign: number;
  conversions: number;
  shape: Shape;
}

/** Adds a part's clicks and conversions to a world. */
export function play(world: World, part: Part, chance: Chance): void {
  const { affiliate, campaign, conversions, shape } = part;
  const clicks = Math.ceil((conversions * 100) / shape.percent);
  const of = world.campaigns[campaign]!;
  for (let at = 0; at < clicks; at++) {
    const at_ms = shape.clickedAt();
    const click: Click = {
      at_ms,
      affiliate,
      campaign,
      visitor: shape.visitor(),
      source: shape.source(),
      sub1: shape.sub1(),
      referrer: shape.referrer(),
    };
    if (chance.is(CLICKS_AGAIN)) {
      const earlier_ms = Math.floor(chance.exponential(8 * MINUTE_MS));
      world.clicks.push({ ...click, at_ms: at_ms - earlier_ms });
    }
    world.clicks.push(click);
    if (at < conversions) {
      const place = world.clicks.length - 1;
      world.conversions.push(convert(chance, { click, place, shape, of }));
    }
  }
}

function convert(
  chance: Chance,
  {
    click,
    place,
    shape,
    of,
  }: { click: Click; place: number; shape: Shape; of: Campaign },
): Conversion {
  const at_ms = click.at_ms + shape.lapseMs();
  const amount_micros = amountOf(chance, of);
  const payout_micros =
    amount_micros === 0n ? of.payout_micros : amount_micros / 10n;
  return {
    click: place,
    at_ms,
    amount_micros,
    payout_micros,
    customer: of.tells_customer ? shape.customer(click.visitor) : null,
    outcome: outcomeOf(chance, { shape, of, at_ms }),
    truth: shape.truth,
    oddity: shape.oddity,
  };
}

function amountOf(chance: Chance, { kind }: Campaign): bigint {
  if (kind !== "sale" && kind !== "considered") return 0n;
  const median = kind === "sale" ? 60 : 180;
  const amount = Math.round(Math.min(5_000, chance.lognormal(median, 0.7)));
  return BigInt(amount) * MICROS;
}

/** Only what is bought can be given back. */
function outcomeOf(
  chance: Chance,
  { shape, of, at_ms }: { shape: Shape; of: Campaign; at_ms: number },
): Outcome {
  const share = chance.unit();
  const is_bought = of.kind === "sale" || of.kind === "considered";
  const refunds = is_bought ? shape.refund_share : 0;
  if (share < refunds) return outcome("refunded", chance.between(3, 18));
  if (share < refunds + shape.reject_share) {
    return outcome("rejected", chance.between(2, 10));
  }
  return outcome("approved", chance.between(3, 12));

  function outcome(kind: Outcome["kind"], after_days: number): Outcome {
    return { kind, at_ms: at_ms + Math.floor(after_days * DAY_MS) };
  }
}

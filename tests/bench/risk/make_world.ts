import { Chance } from "./chance.ts";
import { FRAUD_SHAPES } from "./fraud_shapes.ts";
import {
  carrierNat,
  corporateProxy,
  honest,
  longConsideration,
  newsletter,
  viralDay,
} from "./honest_shapes.ts";
import type { Place } from "./honest_shapes.ts";
import { play } from "./play.ts";
import { DAY_MS, WEEKS } from "./times.ts";
import { FRAUDS, ODDITIES } from "./traffic.ts";
import type {
  Affiliate,
  Campaign,
  CampaignKind,
  Fraud,
  Oddity,
  Shape,
  World,
} from "./traffic.ts";
import { COUNTRIES, homeAddress } from "./visitors.ts";

/** Conversions of a world without fraud. */
const HONEST_ALONE = 2_000;
/** After the last click: the latest conversion and its refund are known. */
const LATER_DAYS = 47;
const SEEDS_FROM_MS = Date.UTC(2026, 7, 31);

/** On which campaigns a fraud pays. */
const GROUNDS: Readonly<Record<Fraud, readonly CampaignKind[]>> = {
  spraying: ["install"],
  injection: ["install"],
  device_farm: ["install", "lead"],
  incentive: ["install", "lead"],
  cookie_stuffing: ["sale", "considered"],
  refund_ring: ["sale"],
  shaped: ["lead", "install"],
  slow_drip: ["install"],
};

const ODD_SHAPES: Readonly<Record<Oddity, (place: Place) => Shape>> = {
  newsletter,
  carrier_nat: carrierNat,
  corporate_proxy: corporateProxy,
  long_consideration: longConsideration,
  viral_day: viralDay,
};
const ODD_GROUNDS: Readonly<Record<Oddity, readonly CampaignKind[]>> = {
  newsletter: ["sale", "lead", "install"],
  carrier_nat: ["install", "lead"],
  corporate_proxy: ["lead", "sale"],
  long_consideration: ["sale", "considered"],
  viral_day: ["install", "sale", "lead"],
};

export interface WorldOptions {
  seed: number;
  /** The share of conversions that are fraud; 0 for an honest world. */
  prevalence: number;
  /** The frauds; by default two are drawn. */
  frauds?: readonly Fraud[];
  /** Whether frauds are mixed with honest traffic; by default drawn. */
  is_mixed?: boolean;
  /** Honest conversions, in place of as many as the prevalence asks for. */
  honest?: number;
}

/** Makes a network's weeks from a seed; the same one of the same options. */
export function makeWorld(options: WorldOptions): World {
  const { seed, prevalence } = options;
  const chance = new Chance(seed, "world");
  const from_ms = SEEDS_FROM_MS;
  const world: World = {
    seed,
    from_ms,
    now_ms: from_ms + (WEEKS * 7 + LATER_DAYS) * DAY_MS,
    campaigns: makeCampaigns(chance.of("campaigns")),
    affiliates: [],
    clicks: [],
    conversions: [],
  };
  const made = prevalence === 0 ? 0 : addFrauds(world, chance, options);
  const { honest: wanted = honestBeside(made, prevalence) } = options;
  // Mixed publishers have honest ones already.
  addHonest(world, chance, wanted - (world.conversions.length - made));
  return world;
}

/** How many honest conversions there are beside those that were made by fraud. */
function honestBeside(made: number, prevalence: number): number {
  if (prevalence === 0) return HONEST_ALONE;
  return Math.round((made * (1 - prevalence)) / prevalence);
}

function makeCampaigns(chance: Chance): Campaign[] {
  const kinds: CampaignKind[] = [
    "install",
    "install",
    "lead",
    "sale",
    "considered",
  ];
  return kinds.map((kind, at) => ({
    name: `${kind} ${at}`,
    kind,
    country: chance.pick(COUNTRIES),
    percent: {
      install: chance.between(7, 14),
      lead: chance.between(6, 12),
      sale: chance.between(4, 7),
      considered: chance.between(4, 6),
    }[kind],
    payout_micros: BigInt(chance.whole(2, 9)) * 1_000_000n,
    refund_share: chance.between(0.03, 0.1),
    reject_share: chance.between(0.03, 0.12),
    tells_customer: kind === "install" || chance.is(0.7),
  }));
}

/** Adds fraudulent affiliates; returns how many conversions they made by fraud. */
function addFrauds(
  world: World,
  chance: Chance,
  { frauds, is_mixed }: WorldOptions,
): number {
  const drawn = [chance.pick(FRAUDS), chance.pick(FRAUDS)];
  let made = 0;
  for (const [at, fraud] of (frauds ?? drawn).entries()) {
    const own = chance.of(`fraud ${at}`);
    const mixed = is_mixed ?? own.is(0.35);
    // A ring acts through several affiliates.
    const affiliates = fraud === "refund_ring" ? 3 : 1;
    const ring = Array.from({ length: 8 }, () =>
      homeAddress(own, own.pick(COUNTRIES)),
    );
    for (let one = 0; one < affiliates; one++) {
      made += addFraud(world, own.of(`affiliate ${one}`), {
        ...{ fraud, mixed, ring },
        size: fraud === "refund_ring" ? 0.5 : 1,
      });
    }
  }
  return made;
}

interface Plan {
  fraud: Fraud;
  mixed: boolean;
  ring: readonly string[];
  size: number;
}

function addFraud(
  world: World,
  chance: Chance,
  { fraud, mixed, ring, size }: Plan,
): number {
  const share = mixed ? chance.between(0.05, 0.5) : 1;
  const total = chance.whole(mixed ? 90 : 45, mixed ? 200 : 95) * size;
  const made = Math.max(2, Math.round(total * share));
  const campaign = campaignOf(world, chance, GROUNDS[fraud]);
  const affiliate = addAffiliate(world, {
    truth: mixed ? "mixed" : fraud,
    ...{ fraud, oddity: null, fraud_share: share },
  });
  const place = placeOf(world, chance.of("fraud"), campaign);
  const shape = FRAUD_SHAPES[fraud](place, ring);
  play(world, { affiliate, campaign, conversions: made, shape }, chance);
  const rest = Math.round(total) - made;
  if (mixed && rest > 0) {
    const real = honest(placeOf(world, chance.of("rest"), campaign));
    // The publisher mixes it in where its own traffic is.
    shape.sub1 = () => (chance.is(0.5) ? "place-x" : real.sub1());
    play(
      world,
      { affiliate, campaign, conversions: rest, shape: real },
      chance,
    );
  }
  return made;
}

/** Honest affiliates until they have so many conversions: some large, many small. */
function addHonest(world: World, chance: Chance, total: number): void {
  const drawn = chance.of("honest");
  const odd = ODDITIES.filter(() => drawn.is(0.6));
  let left = total;
  for (const oddity of odd) {
    const own = drawn.of(oddity);
    const conversions = Math.min(left, own.whole(45, 130));
    const campaign = campaignOf(world, own, ODD_GROUNDS[oddity]);
    const affiliate = addAffiliate(world, {
      ...{ truth: "honest", fraud: null, oddity, fraud_share: 0 },
    });
    const shape = ODD_SHAPES[oddity](placeOf(world, own, campaign));
    play(world, { affiliate, campaign, conversions, shape }, own);
    left -= conversions;
  }
  for (let at = 0; left > 0; at++) {
    const own = drawn.of(`affiliate ${at}`);
    const wanted = Math.round(own.lognormal(60, 0.8)) + 2;
    const conversions = Math.min(left, wanted, 260);
    left -= conversions;
    addPlain(world, own, conversions);
  }
}

function addPlain(world: World, chance: Chance, conversions: number): void {
  const affiliate = addAffiliate(world, {
    ...{ truth: "honest", fraud: null, oddity: null, fraud_share: 0 },
  });
  const first = chance.whole(0, world.campaigns.length - 1);
  const second = chance.whole(0, world.campaigns.length - 1);
  const to_first = chance.is(0.5) ? 1 : chance.between(0.4, 0.9);
  const counts = [Math.ceil(conversions * to_first)];
  counts.push(conversions - (counts[0] ?? 0));
  for (const [at, count] of counts.entries()) {
    if (count === 0) continue;
    const campaign = at === 0 ? first : second;
    const own = chance.of(`campaign ${at}`);
    const shape = honest(placeOf(world, own, campaign));
    play(world, { affiliate, campaign, conversions: count, shape }, own);
  }
}

function addAffiliate(
  world: World,
  affiliate: Omit<Affiliate, "name">,
): number {
  const place = world.affiliates.length;
  world.affiliates.push({ ...affiliate, name: `Affiliate ${place}` });
  return place;
}

function campaignOf(
  world: World,
  chance: Chance,
  kinds: readonly CampaignKind[],
): number {
  const fitting = world.campaigns.flatMap(({ kind }, at) =>
    kinds.includes(kind) ? [at] : [],
  );
  return chance.pick(fitting);
}

function placeOf(world: World, chance: Chance, campaign: number): Place {
  return {
    chance,
    campaign: world.campaigns[campaign]!,
    from_ms: world.from_ms,
  };
}

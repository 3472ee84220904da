import { honest } from "./honest_shapes.ts";
import type { Place } from "./honest_shapes.ts";
import {
  DAY_MS,
  HOUR_MS,
  humanLapse,
  machineMoment,
  officeMoment,
  SECOND_MS,
  WEEKS,
} from "./times.ts";
import type { Fraud, Shape, Visitor } from "./traffic.ts";
import {
  carrierAddresses,
  computerAgent,
  COUNTRIES,
  headlessAgent,
  homeAddress,
  People,
  phoneAgent,
  rentedAddress,
} from "./visitors.ts";

/**
 * Clicks are sent for people who never saw a link, so that those who come anyway seem to come of
 * them. AppsFlyer: flooding is nearly flat between hours 2 and 24 and between days 2 and 7
 * (click-to-install time); a click window of 7 days is common. Clicks to installs of 10,000 to 1
 * (adsafee.com, weak), here 500 to 1, so that a world can be loaded.
 */
export function spraying(place: Place): Shape {
  const { chance, from_ms } = place;
  return {
    ...honest(place),
    truth: "spraying",
    percent: chance.between(0.15, 0.3),
    clickedAt: () => machineMoment(chance, { from_ms }),
    lapseMs: () => flatLapse(place),
    referrer: () => "",
  };
}

function flatLapse({ chance }: Place): number {
  const longest = chance.is(0.25) ? DAY_MS : 7 * DAY_MS;
  return Math.floor(chance.between(10 * SECOND_MS, longest));
}

/**
 * An app on the phone hears that another is being installed, and sends a click before its first
 * start. AppsFlyer: a glut in the first 3 to 10 seconds; under 2 seconds (adsafee.com, weak).
 */
export function injection(place: Place): Shape {
  const { chance } = place;
  return {
    ...honest(place),
    truth: "injection",
    // Each click follows an install.
    percent: chance.between(40, 80),
    lapseMs: () =>
      Math.floor(Math.max(0.8, chance.lognormal(4.5, 0.45)) * SECOND_MS),
    customer: (visitor) => visitor,
    referrer: () => "",
  };
}

/**
 * A room of phones that are reset after each install. FraudScore has its signs as reasons: duplicate
 * addresses and devices, a low variance of the times. Its numbers here are judged.
 */
export function deviceFarm(place: Place): Shape {
  const { chance, campaign, from_ms } = place;
  const addresses = carrierAddresses(
    chance,
    campaign.country,
    chance.whole(3, 6),
  );
  const agents = Array.from({ length: 6 }, () => phoneAgent(chance));
  const pace = chance.between(50, 110);
  return {
    ...honest(place),
    truth: "device_farm",
    percent: chance.between(30, 60),
    clickedAt: () => officeMoment(chance, { from_ms, country: "IN" }),
    lapseMs: () =>
      Math.floor(Math.max(20, pace + 9 * chance.normal()) * SECOND_MS),
    visitor: () => ({
      ip: chance.pick(addresses),
      country: campaign.country,
      user_agent: chance.pick(agents),
    }),
    customer: (visitor) => visitor,
    // Nobody uses the app afterwards, which the advertiser sees.
    reject_share: chance.between(0.35, 0.6),
    source: () => "network",
    referrer: () => "",
  };
}

/**
 * People are paid to convert, against the campaign's terms: they do it at once and don't stay. Judged:
 * nothing is published but that they convert far better and are worth less.
 */
export function incentive(place: Place): Shape {
  const { chance, campaign, from_ms } = place;
  const base = honest(place);
  const people = new People(chance.of("paid"), {
    country: campaign.country,
    is_app: campaign.kind === "install",
  });
  // A task is put up, and many take it at the same time.
  const tasks = Array.from(
    { length: 6 },
    () => from_ms + Math.floor(chance.between(1, WEEKS * 7 - 1) * DAY_MS),
  );
  const helpers = Array.from({ length: 12 }, () => people.next());
  return {
    ...base,
    truth: "incentive",
    percent: Math.min(75, campaign.percent * chance.between(4, 8)),
    clickedAt: () =>
      chance.pick(tasks) + Math.floor(chance.exponential(5 * HOUR_MS)),
    lapseMs: () =>
      Math.floor(Math.max(12, chance.lognormal(75, 0.4)) * SECOND_MS),
    // Some take part several times, and some from other countries.
    visitor: () => (chance.is(0.3) ? chance.pick(helpers) : people.next()),
    customer: (visitor) => (chance.is(0.15) ? abroad(visitor, place) : visitor),
    reject_share: chance.between(0.25, 0.45),
    refund_share: chance.between(0.15, 0.35),
  };
}

function abroad(visitor: Visitor, { chance }: Place): Visitor {
  const country = chance.pick(COUNTRIES);
  return { ...visitor, country, ip: homeAddress(chance, country) };
}

/**
 * A page loads tracking links unseen, so that whoever buys later seems to come of it. Its times are
 * flat as those of spraying; the clicks are of people who browse.
 */
export function cookieStuffing(place: Place): Shape {
  const { chance } = place;
  return {
    ...honest(place),
    truth: "cookie_stuffing",
    percent: chance.between(0.15, 0.35),
    lapseMs: () => flatLapse(place),
    referrer: () => `https://example.net/forum/${chance.whole(1, 400)}`,
  };
}

/** Buyers who return what they bought once it is paid, through several affiliates. */
export function refundRing(place: Place, addresses: readonly string[]): Shape {
  const { chance, campaign } = place;
  const base = honest(place);
  return {
    ...base,
    truth: "refund_ring",
    percent: Math.min(60, campaign.percent * chance.between(2, 5)),
    visitor: () => ({
      ...base.visitor(),
      ip: chance.is(0.6)
        ? chance.pick(addresses)
        : homeAddress(chance, campaign.country),
      country: campaign.country,
    }),
    customer: (visitor) => visitor,
    reject_share: 0.03,
    refund_share: chance.between(0.5, 0.85),
  };
}

/**
 * A program that was written against scorers: its times are those of people. What it can't hide: it
 * runs on rented machines and bought addresses, at every hour, and nobody stays.
 */
export function shaped(place: Place): Shape {
  const { chance, campaign, from_ms } = place;
  const is_careless = chance.is(0.5);
  const agent = () =>
    is_careless && chance.is(0.15)
      ? headlessAgent(chance)
      : campaign.kind === "install"
        ? phoneAgent(chance)
        : computerAgent(chance);
  const machine = (): Visitor =>
    chance.is(0.65)
      ? { ...rentedAddress(chance), user_agent: agent() }
      : {
          ip: homeAddress(chance, campaign.country),
          country: campaign.country,
          user_agent: agent(),
        };
  return {
    ...honest(place),
    truth: "shaped",
    clickedAt: () => machineMoment(chance, { from_ms }),
    lapseMs: () => humanLapse(chance, campaign.kind),
    visitor: machine,
    // The conversion comes of another machine of the same program.
    customer: (visitor) =>
      chance.is(0.35) ? { ...visitor, user_agent: agent() } : visitor,
    reject_share: chance.between(0.3, 0.5),
  };
}

/** Injection, one or two a day among people's installs, so that no minute or day stands out. */
export function slowDrip(place: Place): Shape {
  const { chance } = place;
  return {
    ...honest(place),
    truth: "slow_drip",
    percent: chance.between(15, 30),
    lapseMs: () =>
      Math.floor(Math.max(2, chance.lognormal(9, 0.5)) * SECOND_MS),
    customer: (visitor) => visitor,
  };
}

/** The shape of each fraud; the ring's addresses are shared by its affiliates. */
export const FRAUD_SHAPES: Readonly<
  Record<Fraud, (place: Place, ring: readonly string[]) => Shape>
> = {
  spraying,
  injection,
  device_farm: deviceFarm,
  incentive,
  cookie_stuffing: cookieStuffing,
  refund_ring: refundRing,
  shaped,
  slow_drip: slowDrip,
};

import type { Chance } from "./chance.ts";
import {
  DAY_MS,
  HOUR_MS,
  humanLapse,
  humanMoment,
  momentOfDay,
  officeMoment,
  WEEKS,
} from "./times.ts";
import type { Campaign, Shape, Visitor } from "./traffic.ts";
import {
  carrierAddresses,
  computerAgent,
  People,
  phoneAgent,
  rentedAddress,
} from "./visitors.ts";

/** Where a shape is played. */
export interface Place {
  chance: Chance;
  campaign: Campaign;
  from_ms: number;
}

/** An affiliate's rate differs from its campaign's: good and bad traffic are honest. */
const RATE_SIGMA = 0.35;
/** Between click and conversion people change between home and carrier. Judged. */
const MOVES = { install: 0.08, lead: 0.05, sale: 0.2, considered: 0.4 };

/** People who click because they are interested. */
export function honest({ chance, campaign, from_ms }: Place): Shape {
  const { country, kind } = campaign;
  const people = new People(chance.of("people"), {
    country,
    is_app: kind === "install",
  });
  const where = { from_ms, country };
  const sources = Array.from({ length: chance.whole(1, 4) }, (_, at) => at + 1);
  const subs = Array.from({ length: chance.whole(2, 9) }, (_, at) => at + 1);
  return {
    truth: "honest",
    oddity: null,
    percent: Math.min(40, campaign.percent * chance.lognormal(1, RATE_SIGMA)),
    clickedAt: () => humanMoment(chance, where),
    lapseMs: () => humanLapse(chance, kind),
    visitor: () => people.next(),
    customer: (visitor) => people.later(visitor, MOVES[kind]),
    reject_share: aroundShare(chance, campaign.reject_share),
    refund_share: aroundShare(chance, campaign.refund_share),
    source: () => `site-${chance.pick(sources)}`,
    sub1: () => `place-${chance.pick(subs)}`,
    referrer: () => "https://example.com/review",
  };
}

/** Affiliates' rates lie around their campaign's. */
function aroundShare(chance: Chance, share: number): number {
  return Math.min(0.35, share * chance.lognormal(1, 0.3));
}

/** A mail to many at once: most of its clicks come within hours. */
export function newsletter(place: Place): Shape {
  const { chance, campaign, from_ms } = place;
  const base = honest(place);
  const sent = Array.from({ length: 2 }, () => {
    const day = chance.whole(2, WEEKS * 7 - 2);
    const at_ms = from_ms + day * DAY_MS + chance.whole(7, 18) * HOUR_MS;
    return { at_ms, sub1: `mail-${day}` };
  });
  let mail = chance.pick(sent);
  return {
    ...base,
    oddity: "newsletter",
    // Readers asked for the mail, and convert better.
    percent: Math.min(40, campaign.percent * chance.between(1, 1.8)),
    clickedAt: () => {
      mail = chance.pick(sent);
      // Judged: half of a mail's clicks come in its first hours.
      return mail.at_ms + Math.floor(chance.exponential(2.5 * HOUR_MS));
    },
    sub1: () => mail.sub1,
    source: () => "newsletter",
  };
}

/** Traffic of a mobile carrier, which has many people behind few addresses. */
export function carrierNat(place: Place): Shape {
  const { chance, campaign } = place;
  const base = honest(place);
  const addresses = carrierAddresses(chance, campaign.country, 14);
  const share = chance.between(0.5, 0.8);
  return {
    ...base,
    oddity: "carrier_nat",
    visitor: () =>
      chance.is(share)
        ? {
            ip: chance.pick(addresses),
            country: campaign.country,
            user_agent: phoneAgent(chance),
          }
        : base.visitor(),
    // A carrier's customer has another address of the same ones a little later.
    customer: (visitor) =>
      addresses.includes(visitor.ip)
        ? { ...visitor, ip: chance.pick(addresses) }
        : base.customer(visitor),
  };
}

/** People at work, who leave through their company's few addresses, one of them in a data centre. */
export function corporateProxy(place: Place): Shape {
  const { chance, campaign, from_ms } = place;
  const base = honest(place);
  const rented = { ...rentedAddress(chance), country: campaign.country };
  const office = carrierAddresses(chance, campaign.country, 2);
  const exits = [...office, rented.ip];
  const agents = [computerAgent(chance), computerAgent(chance)];
  const worker = (): Visitor => ({
    ip: chance.pick(exits),
    country: campaign.country,
    user_agent: chance.pick(agents),
  });
  const share = chance.between(0.3, 0.6);
  return {
    ...base,
    oddity: "corporate_proxy",
    clickedAt: () =>
      officeMoment(chance, { from_ms, country: campaign.country }),
    visitor: () => (chance.is(share) ? worker() : base.visitor()),
    customer: (visitor) =>
      exits.includes(visitor.ip) ? visitor : base.customer(visitor),
  };
}

/** A site that compares, whose readers take longer than those of other affiliates. */
export function longConsideration(place: Place): Shape {
  const { chance } = place;
  const base = honest(place);
  return {
    ...base,
    oddity: "long_consideration",
    lapseMs: () =>
      chance.is(0.5) ? humanLapse(chance, "considered") : base.lapseMs(),
  };
}

/** One day on which everybody sends a link around: many come, fewer of them convert. */
export function viralDay(place: Place): Shape {
  const { chance, campaign, from_ms } = place;
  const base = honest(place);
  const day = chance.whole(3, WEEKS * 7 - 3);
  const where = { from_ms, country: campaign.country };
  return {
    ...base,
    oddity: "viral_day",
    percent: base.percent * chance.between(0.3, 0.6),
    clickedAt: () =>
      chance.is(0.8) ? momentOfDay(chance, where, day) : base.clickedAt(),
    referrer: () => "https://example.com/thread",
  };
}

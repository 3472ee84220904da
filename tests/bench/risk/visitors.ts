import type { Chance } from "./chance.ts";
import type { Visitor } from "./traffic.ts";

interface Networks {
  /** Where people have addresses of their own: first numbers of networks. */
  homes: readonly string[];
  /** Where a carrier has many people behind few addresses. */
  carriers: readonly string[];
}

/** Networks of each country, as the shipped database of countries has them. */
const NETWORKS: Readonly<Record<string, Networks>> = {
  US: { homes: ["73", "71.192", "98.192", "24.16"], carriers: ["172.56"] },
  DE: { homes: ["84.128", "93.192", "79.192"], carriers: ["109.40"] },
  GB: { homes: ["86.128", "81.96"], carriers: ["92.0"] },
  FR: { homes: ["90.0", "86.192", "82.64"], carriers: ["37.160"] },
  BR: { homes: ["177.32", "189.0", "187.64"], carriers: ["179.96"] },
  IN: { homes: ["117.192", "122.160"], carriers: ["49.32", "157.32"] },
};

/** Countries of visitors. */
export const COUNTRIES = Object.keys(NETWORKS);

/** Networks of hosting providers, each with its country. */
const DATA_CENTRES = [
  ["3.80", "US"],
  ["52.0", "US"],
  ["88.198", "DE"],
] as const;

const CHROMES = ["128", "129", "130", "131"];
const PHONES = [
  "K",
  "SM-A155F",
  "SM-S918B",
  "SM-A546B",
  "Pixel 8",
  "Pixel 7a",
  "22101316G",
  "CPH2581",
  "RMX3710",
  "moto g54",
];

/** A phone's user agent. Chrome has said "K" for every model since 2023. */
export function phoneAgent(chance: Chance): string {
  if (chance.is(0.4)) {
    const version = chance.pick(["17_6", "18_0", "18_1"]);
    return `Mozilla/5.0 (iPhone; CPU iPhone OS ${version} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version.slice(0, 2)}.0 Mobile/15E148 Safari/604.1`;
  }
  const model = chance.is(0.6) ? "K" : chance.pick(PHONES);
  const android = model === "K" ? "10" : chance.pick(["13", "14"]);
  return `Mozilla/5.0 (Linux; Android ${android}; ${model}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chance.pick(CHROMES)}.0.0.0 Mobile Safari/537.36`;
}

/** A computer's user agent. */
export function computerAgent(chance: Chance): string {
  const system = chance.is(0.75)
    ? "Windows NT 10.0; Win64; x64"
    : "Macintosh; Intel Mac OS X 10_15_7";
  return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chance.pick(CHROMES)}.0.0.0 Safari/537.36`;
}

/** A user agent of a browser without a window, as a careless program has it. */
export function headlessAgent(chance: Chance): string {
  return `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/${chance.pick(CHROMES)}.0.0.0 Safari/537.36`;
}

/** An address within a network that is given by its first numbers. */
function addressIn(chance: Chance, network: string): string {
  const numbers = network.split(".").map(Number);
  // Networks are given from a /10 down: the second number may be a little higher.
  if (numbers.length === 1) numbers.push(chance.whole(0, 255));
  else numbers[1] = (numbers[1] ?? 0) + chance.whole(0, 7);
  return [...numbers, chance.whole(0, 255), chance.whole(1, 254)].join(".");
}

/** An address that a household has for itself. */
export function homeAddress(chance: Chance, country: string): string {
  return addressIn(chance, chance.pick(NETWORKS[country]?.homes ?? []));
}

/** Addresses of a carrier's exit, close together as they are assigned. */
export function carrierAddresses(
  chance: Chance,
  country: string,
  count: number,
): string[] {
  const network = chance.pick(NETWORKS[country]?.carriers ?? []);
  const first = addressIn(chance, network).split(".").slice(0, 3).join(".");
  return Array.from({ length: count }, (_, at) => `${first}.${10 + at}`);
}

/** Addresses of rented machines, with the country that they are in. */
export function rentedAddress(chance: Chance): { ip: string; country: string } {
  const [network, country] = chance.pick(DATA_CENTRES);
  const [first, second] = network.split(".");
  const ip = `${first}.${second}.${chance.whole(0, 255)}.${chance.whole(1, 254)}`;
  return { ip, country };
}

/** Shares of odd but honest visitors; judged, nothing is published that a network could check. */
const ON_A_PHONE = { install: 0.97, other: 0.6 };
const BEHIND_A_CARRIER = 0.25;
const BEHIND_A_VPN = 0.015;
const ABROAD = 0.02;

/** Draws people of a country, of whom some sit behind carriers and VPNs, or are abroad. */
export class People {
  readonly #chance: Chance;
  readonly #country: string;
  readonly #carrier: readonly string[];
  readonly #on_phone: number;

  constructor(
    chance: Chance,
    { country, is_app }: { country: string; is_app: boolean },
  ) {
    this.#chance = chance;
    this.#country = country;
    this.#on_phone = is_app ? ON_A_PHONE.install : ON_A_PHONE.other;
    // A country's carriers show thousands of addresses; those of one region are a few dozen.
    this.#carrier = [0, 1, 2].flatMap(() =>
      carrierAddresses(chance, country, 60),
    );
  }

  next(): Visitor {
    const chance = this.#chance;
    const is_phone = chance.is(this.#on_phone);
    const user_agent = is_phone ? phoneAgent(chance) : computerAgent(chance);
    if (chance.is(BEHIND_A_VPN)) {
      return { ...rentedAddress(chance), user_agent };
    }
    const country = chance.is(ABROAD) ? chance.pick(COUNTRIES) : this.#country;
    const is_carried =
      is_phone && country === this.#country && chance.is(BEHIND_A_CARRIER);
    const ip = is_carried
      ? chance.pick(this.#carrier)
      : homeAddress(chance, country);
    return { ip, country, user_agent };
  }

  /** The same person some time later: some have changed the network, few the device. */
  later(visitor: Visitor, moves: number): Visitor {
    const chance = this.#chance;
    const user_agent = chance.is(moves / 4)
      ? computerAgent(chance)
      : visitor.user_agent;
    if (!chance.is(moves)) return { ...visitor, user_agent };
    const ip = homeAddress(chance, visitor.country);
    return { ...visitor, ip, user_agent };
  }
}

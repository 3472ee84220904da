import {
  advertisers,
  affiliates,
  campaigns,
  caps,
  domains,
  endpoints,
  goalPayouts,
  links,
  trafficRules,
} from "../../../db/schema/mod.ts";
import { ORDER } from "../move_model.ts";
import type { MovedThing } from "../moved_thing.ts";
import { ADVERTISER } from "./advertiser.ts";
import { AFFILIATE } from "./affiliate.ts";
import { APPROVAL } from "./approval.ts";
import { BALANCE } from "./balance.ts";
import { BLOCK } from "./block.ts";
import { CAMPAIGN } from "./campaign.ts";
import { CAP } from "./cap.ts";
import { DOMAIN } from "./domain.ts";
import { ENDPOINT } from "./endpoint.ts";
import { CONVERSION } from "./conversion.ts";
import type { Kind } from "./kind.ts";
import { LINK } from "./link.ts";
import { PRICE } from "./price.ts";

/** Kinds of which each row is planned by itself. */
export const PLANNED = [...ORDER, "conversion"] as const;
export type PlannedKind = (typeof PLANNED)[number];
type SetUpKind = (typeof ORDER)[number];

const KINDS = {
  advertiser: ADVERTISER,
  affiliate: AFFILIATE,
  campaign: CAMPAIGN,
  approval: APPROVAL,
  price: PRICE,
  link: LINK,
  endpoint: ENDPOINT,
  domain: DOMAIN,
  cap: CAP,
  block: BLOCK,
  balance: BALANCE,
};

/** How things of a kind become ours. */
export function kindOf(kind: string): Kind<MovedThing> {
  return KINDS[kind as SetUpKind] as unknown as Kind<MovedThing>;
}

/** How things of a kind are planned. */
export function planningOf(kind: string): Planning {
  const planned: Readonly<Record<PlannedKind, unknown>> = {
    ...KINDS,
    conversion: CONVERSION,
  };
  return planned[kind as PlannedKind] as Planning;
}

type Planning = Pick<Kind<MovedThing>, "nameOf" | "needs" | "plan">;

/** The table of what a kind made, and the place of its id among the parts of the target's. */
export const TARGETS = {
  advertiser: { table: advertisers, part: 1 },
  affiliate: { table: affiliates, part: 1 },
  campaign: { table: campaigns, part: 1 },
  approval: null,
  price: { table: goalPayouts, part: 3 },
  link: { table: links, part: 1 },
  endpoint: { table: endpoints, part: 2 },
  domain: { table: domains, part: 1 },
  cap: { table: caps, part: 2 },
  block: { table: trafficRules, part: 1 },
  balance: null,
  conversion: null,
} as const;

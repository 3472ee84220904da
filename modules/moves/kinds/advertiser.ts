import { networkSetup } from "../../campaigns/mod.ts";
import { invalid, readCurrency } from "../../http/mod.ts";
import { isTimezone } from "../../kernel/mod.ts";
import type { MovedAdvertiser } from "../moved_thing.ts";
import { checkBody, given } from "./kind.ts";
import type { Fields, Kind } from "./kind.ts";
import { planNamed } from "./plan_named.ts";

const { advertisers } = networkSetup;

/** Advertisers, by their old id. */
export const ADVERTISER: Kind<MovedAdvertiser> = {
  nameOf: ({ old_id }) => old_id,
  needs: ({ old_id }) => [{ kind: "advertiser", old_id }],
  async plan(work, thing, earlier) {
    checkBody(advertisers.body, bodyOf(thing));
    checkTimezone(thing.timezone);
    return await planNamed(work, {
      ...{ kind: "advertiser", thing, earlier, fieldsOf },
      external_id: thing.old_id,
      read: (id) => advertisers.read(work.deps, id),
      isSame: ({ name }) => isSameText(String(name), thing.name),
    });
  },
  async make({ deps }, thing) {
    const { id } = await advertisers.create(deps, bodyOf(thing));
    return String(id);
  },
  async change({ deps }, id, fields) {
    await advertisers.change(deps, Number(id), fields);
  },
  read: ({ deps }, id) => advertisers.read(deps, Number(id)),
  takeBack: ({ deps }, id) => advertisers.remove(deps, Number(id)),
};

function bodyOf(thing: MovedAdvertiser) {
  const { old_id, name, currency, timezone } = thing;
  return given({
    external_id: old_id,
    name,
    currency: currency === undefined ? undefined : readCurrency(currency),
    timezone,
  });
}

function fieldsOf(thing: MovedAdvertiser): Fields {
  const { external_id: _, ...fields } = bodyOf(thing);
  return fields;
}

/** Refuses a zone that isn't an IANA one, as the API does. */
export function checkTimezone(timezone: string | undefined): void {
  if (timezone === undefined || isTimezone(timezone)) return;
  throw invalid("timezone", "must be a time zone such as Europe/Berlin");
}

/** Whether two names are one but for case and spaces. */
export function isSameText(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

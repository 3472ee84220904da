import { networkSetup } from "../../campaigns/mod.ts";
import type { MovedDomain } from "../moved_thing.ts";
import { checkBody, given } from "./kind.ts";
import type { Kind } from "./kind.ts";
import { here } from "./plan_named.ts";

const { domains } = networkSetup;

/** Tracking domains. They answer once their DNS leads here. */
export const DOMAIN: Kind<MovedDomain> = {
  nameOf: ({ host }) => host.trim().toLowerCase(),
  needs: () => [],
  async plan({ deps }, thing) {
    const { fallback_url = null } = thing;
    checkBody(domains.body, bodyOf(thing));
    const found = await domains.find(deps, thing.host);
    const notes = [`Point ${thing.host} at Tallyho`];
    if (found === null) return { verdict: "create", notes };
    const id = String(found.id);
    if (fallback_url === null || fallback_url === found.fallback_url) {
      return here(id);
    }
    const reason = "It is here with another fallback, which stays";
    return { verdict: "skip", id, reason };
  },
  async make({ deps }, thing) {
    const { id } = await domains.create(deps, bodyOf(thing));
    return String(id);
  },
  takeBack: ({ deps }, id) => domains.remove(deps, Number(id)),
};

function bodyOf({ host, fallback_url }: MovedDomain) {
  return given({ host: host.trim(), fallback_url });
}

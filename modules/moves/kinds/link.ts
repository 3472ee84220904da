import { networkSetup, readDestination } from "../../campaigns/mod.ts";
import { Problem } from "../../kernel/mod.ts";
import type { MovedLink } from "../moved_thing.ts";
import { ownNameIn } from "../own_name.ts";
import { checkBody, given } from "./kind.ts";
import type { Fields, Kind, Need, Work } from "./kind.ts";
import { planNamed } from "./plan_named.ts";

const { links } = networkSetup;

/** Links, found again in their old form by `external_id`. */
export const LINK: Kind<MovedLink> = {
  nameOf: ({ old_id }) => old_id,
  needs: (thing, from) => [
    { kind: "link", old_id: thing.old_id },
    { kind: "campaign", old_id: thing.campaign },
    affiliateOf(thing, from),
  ],
  async plan(work, thing, earlier) {
    checkBody(links.body, bodyOf(thing, { campaign_id: 1, affiliate_id: 1 }));
    const { fallback_url } = thing;
    if (fallback_url !== undefined) {
      readDestination(fallback_url, "fallback_url", work.deps);
    }
    return await planNamed(work, {
      ...{ kind: "link", thing, earlier, fieldsOf },
      external_id: thing.old_id,
      read: (id) => readLink(work, id),
      isSame: (now) => isOfSame(work, thing, now),
    });
  },
  async make({ deps, names, from }, thing) {
    const affiliate = affiliateOf(thing, from);
    const { id } = await links.create(
      deps,
      bodyOf(thing, {
        campaign_id: names.idOf("campaign", thing.campaign),
        affiliate_id: names.idOf("affiliate", affiliate.old_id),
      }),
    );
    if (thing.paused === true) await links.change(deps, id, { paused: true });
    return String(id);
  },
  async change({ deps }, id, fields) {
    const { archived, ...others } = fields;
    if (archived === true) {
      await links.archive(deps, Number(id));
      return;
    }
    const back = archived === false ? { archived: false as const } : {};
    await links.change(deps, Number(id), { ...others, ...back });
  },
  read: (work, id) => readLink(work, Number(id)),
  async takeBack({ deps }, id) {
    const [gone] = await links.takeBack(deps, [Number(id)]);
    if (gone !== undefined) return;
    throw new Problem(409, "in_use", "A smart link leads there");
  },
  archive: ({ deps }, id) => links.archive(deps, Number(id)),
};

/** The affiliate of a link: its own, or the one for the network's own traffic. */
export function affiliateOf(
  { affiliate }: { affiliate?: string },
  from: string,
): Need & { kind: "affiliate" } {
  return { kind: "affiliate", old_id: affiliate ?? ownNameIn(from) };
}

function bodyOf(
  { old_id, subs, fallback_url }: MovedLink,
  ids: { campaign_id: number; affiliate_id: number },
) {
  return { ...ids, ...given({ external_id: old_id, subs, fallback_url }) };
}

function fieldsOf({ fallback_url, paused = false }: MovedLink): Fields {
  return { archived: false, paused, ...given({ fallback_url }) };
}

async function readLink({ deps }: Work, id: number): Promise<Fields> {
  return await links.read(deps, id);
}

/** A link of the same campaign and affiliate is meant, whoever made it. */
function isOfSame({ names, from }: Work, thing: MovedLink, now: Fields) {
  const { old_id } = affiliateOf(thing, from);
  return (
    now["campaign_id"] === names.find("campaign", thing.campaign)?.id &&
    now["affiliate_id"] === names.find("affiliate", old_id)?.id
  );
}

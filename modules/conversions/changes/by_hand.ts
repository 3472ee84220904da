import { and, asc, eq } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { links } from "../../../db/schema/mod.ts";
import { invalid } from "../../http/mod.ts";
import { Problem } from "../../kernel/mod.ts";
import { REFUSALS } from "../../sources/mod.ts";
import type {
  Changer,
  ChangeRefusal,
  ConversionChange,
  ConversionPosition,
  NewConversion,
} from "./change_types.ts";
import type { ConversionDoor } from "./conversion_door.ts";
import type { Effects } from "./effects.ts";

/** The result of creating or changing one conversion by hand. */
export interface ByHand {
  conversion_id: string;
  is_new: boolean;
  before: ConversionPosition | null;
  after: ConversionPosition;
  effects: Effects;
}

/** Creates one conversion; a repeat returns the first one. Throws a Problem if refused. */
export async function createByHand(
  door: ConversionDoor,
  given: NewConversion,
  by: Changer,
  options: { dry_run?: boolean | undefined },
): Promise<ByHand> {
  const dry_run = options.dry_run ?? false;
  const { results, effects } = await door.settle(
    (tx) => door.create(tx, [given], by),
    { dry_run },
  );
  const [made] = results;
  if (made === undefined || made.conversion_id === null || !made.after) {
    throw problemOf(made?.refusal ?? null);
  }
  const { conversion_id, after } = made;
  if (made.result === "exists" && !made.is_same) {
    const detail = `Conversion ${conversion_id} is the same event with another click, order or amount: change that one instead`;
    const field = (given.order_id ?? null) === null ? "click_id" : "order_id";
    const errors = [{ field, message: "is already in use" }];
    throw new Problem(409, "already_exists", detail, { errors });
  }
  const is_new = made.result === "created";
  return { conversion_id, is_new, before: null, after, effects };
}

/** Changes one conversion; throws a Problem if refused. */
export async function changeByHand(
  door: ConversionDoor,
  change: ConversionChange,
  by: Changer,
  options: { dry_run?: boolean | undefined },
): Promise<ByHand> {
  const dry_run = options.dry_run ?? false;
  const { results, effects } = await door.settle(
    (tx) => door.change(tx, [change], by),
    { dry_run },
  );
  const [changed] = results;
  const is_done =
    changed?.result === "changed" || changed?.result === "unchanged";
  if (changed === undefined || !is_done || changed.after === null) {
    throw problemOf(changed?.refusal ?? null);
  }
  const { before, after } = changed;
  return { conversion_id: change.id, is_new: false, before, after, effects };
}

function problemOf(refusal: ChangeRefusal | null): Problem {
  if (refusal === null || refusal.code === "not_found") {
    return new Problem(404, "not_found", "The conversion does not exist");
  }
  const { code, detail } = refusal;
  const status = code === "stale_version" ? 409 : REFUSALS[code];
  return new Problem(status, code, detail);
}

/** The given link, or the affiliate's link for the campaign, for a conversion without a click. */
export async function findLink(
  db: Database,
  asked: {
    click_id?: string | undefined;
    link_id?: number | undefined;
    campaign_id?: number | undefined;
    affiliate_id?: number | undefined;
  },
): Promise<number | undefined> {
  const { click_id, link_id, campaign_id, affiliate_id } = asked;
  const has_pair = campaign_id !== undefined && affiliate_id !== undefined;
  const ways = [click_id !== undefined, link_id !== undefined, has_pair];
  if (ways.filter(Boolean).length !== 1) {
    const message =
      "provide `click_id`, or `link_id`, or `campaign_id` and `affiliate_id`";
    throw invalid("click_id", message);
  }
  if (!has_pair) return link_id;
  const [link] = await db
    .select({ id: links.id })
    .from(links)
    .where(
      and(
        eq(links.campaign_id, campaign_id),
        eq(links.affiliate_id, affiliate_id),
        eq(links.kind, "plain"),
      ),
    )
    .orderBy(asc(links.id))
    .limit(1);
  if (link !== undefined) return link.id;
  throw new Problem(
    422,
    "unknown_reference",
    "The affiliate has no link for the campaign: create one first",
    { errors: [{ field: "affiliate_id", message: "It has no such link" }] },
  );
}

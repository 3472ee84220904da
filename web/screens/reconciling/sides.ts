import type { Break } from "../../api/api_types.ts";

/** The parts of a sale in which two counts can differ. */
export type Part = "order" | "money" | "status" | "time";

type Ours = NonNullable<Break["ours"]>;
type Theirs = NonNullable<Break["theirs"]>;

const DAY_MS = 86_400_000;

/** The parts in which a conversion and a row differ; none where one side is missing. */
export function differencesOf({
  ours,
  theirs,
}: Pick<Break, "ours" | "theirs">): ReadonlySet<Part> {
  const found = new Set<Part>();
  if (ours === null || theirs === null) return found;
  if (differs(ours.order_id, theirs.order_id)) found.add("order");
  const is_same_money =
    ours.currency === theirs.currency &&
    Number(ours.counted) === Number(theirs.counted ?? 0);
  if (!is_same_money) found.add("money");
  if (differs(ours.status, theirs.status)) found.add("status");
  if (isFarApart(ours.at, theirs.written_at)) found.add("time");
  return found;
}

/** Whether both are known, and not the same. */
function differs(ours: string | null, theirs: string | null): boolean {
  return ours !== null && theirs !== null && ours !== theirs;
}

/** Shops write a sale down when they like: less than a day says nothing. */
function isFarApart(ours: string, theirs: string | null): boolean {
  if (theirs === null) return false;
  return Math.abs(Date.parse(ours) - Date.parse(theirs)) >= DAY_MS;
}

/** The breaks that may be the missing side of another, the closest first. */
export function candidatesFor(one: Break, others: readonly Break[]): Break[] {
  const wants_ours = one.ours === null;
  return others
    .filter((other) =>
      wants_ours
        ? other.theirs === null && other.ours !== null
        : other.ours === null && other.theirs !== null,
    )
    .map((other) => {
      const ours = one.ours ?? other.ours;
      const theirs = one.theirs ?? other.theirs;
      const distance = ours && theirs ? distanceOf(ours, theirs) : Infinity;
      return { other, distance };
    })
    .sort((a, b) => a.distance - b.distance)
    .map(({ other }) => other);
}

/** How unlike a conversion and a row are: another order weighs most, then the amount, then the days between. */
function distanceOf(ours: Ours, theirs: Theirs): number {
  const is_other_order = differs(ours.order_id, theirs.order_id);
  const counted = Math.abs(Number(ours.counted));
  const gap = Math.abs(counted - Math.abs(Number(theirs.counted ?? 0)));
  const share = Math.min(1, gap / Math.max(counted, 0.01));
  const days =
    theirs.written_at === null
      ? 30
      : Math.abs(Date.parse(ours.at) - Date.parse(theirs.written_at)) / DAY_MS;
  return (is_other_order ? 100 : 0) + share * 50 + Math.min(days, 30);
}

import type { MovedEndpoint, MovedRow, MovedThing } from "../moved_thing.ts";
import { guarded } from "./dump_tables.ts";
import type { KeptTables } from "./dump_tables.ts";
import { isGone, skipped } from "./keitaro_offers.ts";
import { filled, RowFault } from "./move_row.ts";
import type { MoveRow } from "./move_row.ts";
import { KEITARO_MACROS } from "./tracker_macros.ts";
import { defaultGoal, destinationOf, postbackOf } from "./tracker_offer.ts";

const STREAM_ORDER = ["forced", "regular", "position", "weight", "default"];
const URL_START = /^https?:\/\//i;

/** Tables that say where a campaign's visitors go, by campaign and stream. */
interface Routes {
  streams: Map<string, MoveRow[]>;
  offers: Map<string, MoveRow[]>;
  landings: Map<string, MoveRow[]>;
  filters: Map<string, MoveRow[]>;
  /** Ids of offers that were moved. */
  moved: ReadonlySet<string>;
}

/** Where a campaign leads: an offer, or the address of a stream without one. */
type Target = { offer: string } | { url: string };

/**
 * Campaigns, each a link to the offer that most of its visitors go to, with the postbacks of the
 * campaign and of its traffic source.
 */
export function* keitaroLinks(
  kept: KeptTables,
  currency: string | undefined,
): Iterable<MovedRow> {
  const routes: Routes = {
    streams: kept.by("streams", "campaign_id"),
    offers: kept.by("stream_offer_associations", "stream_id"),
    landings: kept.by("stream_landing_associations", "stream_id"),
    filters: kept.by("stream_filters", "stream_id"),
    moved: new Set(
      kept
        .rows("offers")
        .filter((row) => row.peek("state") !== "deleted")
        .map((row) => row.peek("id") ?? ""),
    ),
  };
  const sources = kept.by("traffic_sources", "id");
  const led = new Map<string, string>();
  for (const row of kept.rows("campaigns")) {
    yield* guarded(row, () => {
      const source = sourceOf(row, sources);
      const things = [...link(row, routes, { source, currency })];
      for (const thing of things) {
        if (thing.kind === "link") led.set(row.needId("id"), thing.campaign);
      }
      return row.said(things);
    });
  }
  yield* endpoints(kept, sources, led);
}

/** The campaign's traffic source, if it wasn't deleted. */
function sourceOf(
  row: MoveRow,
  sources: ReadonlyMap<string, MoveRow[]>,
): string | undefined {
  const id = row.peek("traffic_source_id") ?? "";
  const [source] = sources.get(id) ?? [];
  const is_there =
    source !== undefined &&
    source.peek("state") !== "deleted" &&
    source.peek("state") !== "archived";
  return is_there ? id : undefined;
}

/** Postbacks of campaigns to their traffic source, and those of the sources themselves. */
function* endpoints(
  kept: KeptTables,
  sources: ReadonlyMap<string, MoveRow[]>,
  led: ReadonlyMap<string, string>,
): Iterable<MovedRow> {
  const postbacks = kept.by("campaign_postbacks", "campaign_id");
  const sent = new Set<string>();
  for (const row of kept.rows("campaigns")) {
    const campaign = led.get(row.peek("id") ?? "");
    if (campaign === undefined) continue;
    const affiliate = sourceOf(row, sources);
    for (const one of postbacks.get(row.peek("id") ?? "") ?? []) {
      yield* guarded(one, () =>
        endpoint(one, "url", { affiliate, campaign }, sent),
      );
    }
  }
  for (const [affiliate, [row]] of sources) {
    if (row?.peek("postback_url") === undefined || isGone(row)) continue;
    const to = { affiliate, campaign: undefined };
    yield* guarded(row, () => endpoint(row, "postback_url", to, sent));
  }
}

function* link(
  row: MoveRow,
  routes: Routes,
  of: { source: string | undefined; currency: string | undefined },
): Iterable<MovedThing> {
  const { source, currency } = of;
  const id = row.needId("id");
  if (isGone(row)) {
    yield skipped("It was deleted");
    return;
  }
  const alias = row.text("alias");
  if (alias === undefined)
    throw new RowFault("It has no alias, so no link led to it");
  const target = targetOf(row, routes);
  if (target === null) {
    throw new RowFault("None of its flows leads to an offer or an address");
  }
  if ("url" in target) {
    yield filled({
      kind: "campaign",
      old_id: `campaign-${id}`,
      name: row.text("name") ?? alias,
      ...destinationOf(row, target.url, KEITARO_MACROS),
      currency,
      goals: [
        defaultGoal({ revenue: { type: "as_sent" }, payout: { type: "none" } }),
      ],
    });
  }
  const is_paused = (row.text("state") ?? "active") !== "active";
  yield filled({
    kind: "link",
    old_id: alias,
    campaign: "offer" in target ? target.offer : `campaign-${id}`,
    affiliate: source,
    paused: is_paused ? true : undefined,
  });
}

/** The offer of the first active flow with the largest share; what else there was is noted. */
function targetOf(row: MoveRow, routes: Routes): Target | null {
  const streams = (routes.streams.get(row.text("id") ?? "") ?? [])
    .filter((stream) => (stream.text("state") ?? "active") === "active")
    .sort((a, b) => rankOf(a) - rankOf(b));
  const targets = streams.flatMap((stream) => targetsOf(stream, routes));
  noteRest(row, streams, targets.length, routes);
  return targets[0] ?? null;
}

function rankOf(stream: MoveRow): number {
  const order = STREAM_ORDER.indexOf(stream.text("type") ?? "regular");
  const position = Number(stream.text("position") ?? 0);
  return order * 1_000_000 + (Number.isFinite(position) ? position : 0);
}

function targetsOf(stream: MoveRow, routes: Routes): Target[] {
  const id = stream.text("id") ?? "";
  const offers = (routes.offers.get(id) ?? [])
    .filter((row) => (row.text("state") ?? "active") === "active")
    .filter((row) => routes.moved.has(row.text("offer_id") ?? ""))
    .sort((a, b) => shareOf(b) - shareOf(a))
    .map((row) => ({ offer: row.needId("offer_id") }));
  if (offers.length > 0) return offers;
  const url = stream.text("url") ?? stream.text("action_payload");
  return url !== undefined && URL_START.test(url) ? [{ url }] : [];
}

function shareOf(row: MoveRow): number {
  const share = Number(row.text("share") ?? 0);
  return Number.isFinite(share) ? share : 0;
}

function noteRest(
  row: MoveRow,
  streams: readonly MoveRow[],
  targets: number,
  routes: Routes,
): void {
  if (targets > 1) {
    row.notes.push(
      `It sent visitors to ${targets} places, and the link leads to the first of them: make a smart link for the others`,
    );
  }
  const ids = streams.map((stream) => stream.text("id") ?? "");
  const filters = ids.flatMap((id) => routes.filters.get(id) ?? []);
  if (filters.length > 0) {
    const names = new Set(filters.map((filter) => filter.text("name") ?? "?"));
    row.notes.push(
      `Its flows' filters by ${[...names].slice(0, 20).join(", ")} were left behind`,
    );
  }
  if (ids.some((id) => routes.landings.has(id))) {
    row.notes.push(
      "Visitors saw a landing page first: the link leads to the offer at once",
    );
  }
}

/** A postback to a traffic source; of the same address for a campaign there is one. */
function* endpoint(
  row: MoveRow,
  field: string,
  to: { affiliate: string | undefined; campaign: string | undefined },
  sent: Set<string>,
): Iterable<MovedRow> {
  const address = row.need(field);
  const key = `${to.affiliate ?? ""}\n${to.campaign ?? ""}\n${address}`;
  if (sent.has(key)) return;
  sent.add(key);
  const statuses = row.text("statuses") ?? row.text("postback_statuses");
  if (statuses !== undefined) {
    row.notes.push(
      `It was sent for ${statuses.replaceAll(/[[\]"]/g, "")} only`,
    );
  }
  const method = row.text("method")?.toUpperCase() === "POST" ? "POST" : "GET";
  const id = row.needId("id");
  yield* row.said([
    filled<MovedEndpoint>({
      kind: "endpoint",
      old_id: to.campaign === undefined ? `source-${id}` : id,
      ...to,
      ...postbackOf(row, address, KEITARO_MACROS),
      method,
    }),
  ]);
}

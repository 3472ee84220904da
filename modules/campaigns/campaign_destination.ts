import type { Static } from "@sinclair/typebox";
import { and, asc, eq } from "drizzle-orm";
import { destinations } from "../../db/schema/mod.ts";
import { changeOne, orNotFound, invalid } from "../http/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { readCampaign } from "./campaign.ts";
import { readDestination, trimUrls } from "./destination.ts";
import type { DestinationBody, DestinationPatch } from "./model.ts";
import { withNamedConflicts } from "./setup.ts";
import type { SetupDeps } from "./setup.ts";

const DESTINATIONS_MAX = 500;

/** Identifies a destination of a campaign. */
export interface DestinationKey {
  campaign_id: number;
  id: number;
}

/** Adds a destination to a campaign. */
export async function createDestination(
  deps: SetupDeps,
  campaign_id: number,
  given: Static<typeof DestinationBody>,
) {
  const input = trimUrls(given);
  const known = await listDestinations(deps, campaign_id);
  if (known.length >= DESTINATIONS_MAX) {
    throw invalid(
      "url",
      `a campaign has at most ${DESTINATIONS_MAX} destinations`,
    );
  }
  readDestination(input.url, "url", deps);
  const created_at = deps.clock.nowMs();
  const rows = await withNamedConflicts(
    deps.configuration.change((tx) =>
      tx
        .insert(destinations)
        .values({ ...input, campaign_id, created_at })
        .returning(),
    ),
  );
  return await withNotes(deps, orNotFound(rows[0]));
}

/** Updates a destination. */
export async function changeDestination(
  deps: SetupDeps,
  key: DestinationKey,
  given: Static<typeof DestinationPatch>,
) {
  const input = trimUrls(given);
  if (input.url !== undefined) readDestination(input.url, "url", deps);
  if (Object.keys(input).length === 0)
    return await readOneDestination(deps, key);
  const row = await changeOne(deps.configuration, (tx) =>
    tx.update(destinations).set(input).where(whereOf(key)).returning(),
  );
  return await withNotes(deps, row);
}

export async function deleteDestination(deps: SetupDeps, key: DestinationKey) {
  await deps.configuration.change(async (tx) => {
    const gone = await tx.delete(destinations).where(whereOf(key)).returning();
    orNotFound(gone[0]);
  });
}

/** The destinations of a campaign, in order of creation. */
export async function listDestinations(deps: SetupDeps, campaign_id: number) {
  await readCampaign(deps, campaign_id);
  const rows = await deps.db
    .select()
    .from(destinations)
    .where(eq(destinations.campaign_id, campaign_id))
    .orderBy(asc(destinations.id));
  return rows.map(present);
}

/** A destination, or 404. */
export async function readOneDestination(deps: SetupDeps, key: DestinationKey) {
  const [row] = await deps.db.select().from(destinations).where(whereOf(key));
  return present(orNotFound(row));
}

function whereOf({ campaign_id, id }: DestinationKey) {
  return and(
    eq(destinations.campaign_id, campaign_id),
    eq(destinations.id, id),
  );
}

/** Adds a note: a destination for everyone replaces the campaign's own URL. */
async function withNotes(
  deps: SetupDeps,
  row: typeof destinations.$inferSelect,
) {
  const shown = present(row);
  const is_for_all = row.affiliate_id === null && row.os.length === 0;
  if (row.paused || !is_for_all) return shown;
  const { destination_url } = await readCampaign(deps, row.campaign_id);
  const note = `Clicks go to the campaign's destinations, no longer to its destination_url: add ${destination_url} as one of them to keep it`;
  return { ...shown, notes: [note] };
}

function present(row: typeof destinations.$inferSelect) {
  return { ...row, created_at: isoTime(row.created_at) };
}

import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import { and, eq, getTableColumns, gt, lte, ne, not, or } from "drizzle-orm";
import type { Queryable } from "../../../db/mod.ts";
import { backfillWindows, sources } from "../../../db/schema/mod.ts";
import { withNamedConflicts } from "../../campaigns/mod.ts";
import type { Configuration } from "../../campaigns/mod.ts";
import {
  invalid,
  listCondition,
  listOrder,
  listPage,
  DayOrTime,
  orNotFound,
  readMoment,
  TIMES,
} from "../../http/mod.ts";
import type { ListRequest, ListTable } from "../../http/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { Clock, SealKey } from "../../kernel/mod.ts";
import { hashSourceKey, readableSourceKey } from "../../sources/mod.ts";
import type { SourceRow } from "../../sources/mod.ts";
import type { BackfillWindowRow } from "./backfill_directory.ts";
import { presentReport, readProgress, reportOf } from "./backfill_report.ts";

const WINDOWS_MAX = 100;
const WINDOW_MS_MAX = 366 * 86_400_000;

const reference = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const time = DayOrTime;

/** Request body for a backfill window. */
export const BackfillWindowBody = Type.Object(
  {
    advertiser_id: reference,
    campaign_id: Type.Optional(Type.Union([reference, Type.Null()])),
    opens_at: time,
    closes_at: time,
    event_from: time,
    event_to: time,
    source_key: Type.Optional(
      Type.Union([Type.String({ maxLength: 100 }), Type.Null()]),
    ),
  },
  { additionalProperties: false },
);

type WindowInput = Static<typeof BackfillWindowBody>;

export interface BackfillDeps {
  db: Queryable;
  clock: Clock;
  configuration: Configuration;
  seal_key: SealKey;
}

/** Creates a backfill window, effective as soon as it opens. */
export async function createWindow(
  deps: BackfillDeps,
  input: WindowInput,
  { timezone }: { timezone: string },
) {
  const { advertiser_id } = input;
  const now_ms = deps.clock.nowMs();
  const times = readTimes(input, { now_ms, timezone });
  if (deps.configuration.advertiser(advertiser_id) === undefined) {
    throw invalid("advertiser_id", "names an advertiser that does not exist");
  }
  const campaign_id = readCampaign(deps, input);
  const source_id = await readSource(deps, input);
  const values = {
    advertiser_id,
    campaign_id,
    source_id,
    ...times,
    created_at: now_ms,
  };
  const [row] = await withNamedConflicts(
    deps.configuration.change(async (tx) => {
      const is_own = eq(backfillWindows.advertiser_id, advertiser_id);
      const is_live = ne(backfillWindows.state, "closed");
      const count = await tx.$count(backfillWindows, and(is_own, is_live));
      if (count >= WINDOWS_MAX) {
        const message = `an advertiser has at most ${WINDOWS_MAX} that are not closed`;
        throw invalid("advertiser_id", message);
      }
      return await tx.insert(backfillWindows).values(values).returning();
    }),
  );
  return await readWindow(deps, orNotFound(row).id);
}

/** Returns a backfill window with its report so far, or 404. */
export async function readWindow(deps: BackfillDeps, id: number) {
  const [row] = await deps.db
    .select({ window: backfillWindows, source: sources })
    .from(backfillWindows)
    .leftJoin(sources, eq(sources.id, backfillWindows.source_id))
    .where(eq(backfillWindows.id, id));
  const { window } = orNotFound(row);
  const report =
    window.state === "closed" ? window.report : await reportOf(deps, window);
  return {
    ...present(orNotFound(row), deps),
    report: presentReport(readProgress(report)),
  };
}

/** Lists backfill windows by id; closed ones with their report. */
export async function listWindows(deps: BackfillDeps, list: ListRequest) {
  const table = windowTable(deps);
  const rows = await deps.db
    .select({ window: backfillWindows, source: sources })
    .from(backfillWindows)
    .leftJoin(sources, eq(sources.id, backfillWindows.source_id))
    .where(listCondition(table, list))
    .orderBy(...listOrder(table, list))
    .limit(list.limit + 1);
  return listPage(
    table,
    list,
    rows,
    (row) => ({
      ...present(row, deps),
      report:
        row.window.state === "closed"
          ? presentReport(readProgress(row.window.report))
          : null,
    }),
    ({ window }) => window,
  );
}

/** Filters and sorts of backfill windows. */
export const WINDOW_LIST = {
  filters: {
    advertiser_id: "id",
    campaign_id: "id",
    source_key: "text",
    state: ["scheduled", "open", "closed"],
    ...TIMES,
  },
  sorts: ["id", "created_at", "opens_at", "closes_at"],
} as const;

function windowTable({ clock, seal_key }: BackfillDeps): ListTable {
  const { state, opens_at } = backfillWindows;
  const is_due = lte(opens_at, clock.nowMs());
  const is_scheduled = eq(state, "scheduled");
  const is_open = or(eq(state, "open"), and(is_scheduled, is_due));
  return {
    columns: getTableColumns(backfillWindows),
    key: backfillWindows.id,
    time: backfillWindows.created_at,
    filters: {
      state: (wanted: string) =>
        wanted === "open"
          ? is_open
          : wanted === "scheduled"
            ? and(is_scheduled, not(is_due))
            : eq(state, wanted),
      source_key: (key: string) =>
        eq(sources.key_hash, hashSourceKey(seal_key, key)),
    },
  };
}

/** Closes a window at once, with its report. Idempotent. */
export async function closeWindow(deps: BackfillDeps, id: number) {
  const where = eq(backfillWindows.id, id);
  const [window] = await deps.db.select().from(backfillWindows).where(where);
  if (orNotFound(window).state !== "closed") {
    const closes_at = Math.min(
      orNotFound(window).closes_at,
      deps.clock.nowMs(),
    );
    await closeWithReport(deps, { ...orNotFound(window), closes_at });
  }
  return await readWindow(deps, id);
}

/** Deletes a window that hasn't opened yet; closes any other, which keeps its report. */
export async function deleteWindow(
  deps: BackfillDeps,
  id: number,
): Promise<void> {
  const where = eq(backfillWindows.id, id);
  const [window] = await deps.db.select().from(backfillWindows).where(where);
  const { state, opens_at } = orNotFound(window);
  const is_unopened = state === "scheduled" && opens_at > deps.clock.nowMs();
  const is_gone = is_unopened && (await deleteUnopened(deps, id));
  if (!is_gone) await closeWindow(deps, id);
}

/** Deletes a window unless it has opened by now; returns whether it did. */
async function deleteUnopened(
  deps: BackfillDeps,
  id: number,
): Promise<boolean> {
  const { opens_at, state } = backfillWindows;
  return await deps.configuration.change(async (tx) => {
    const deleted = await tx
      .delete(backfillWindows)
      .where(
        and(
          eq(backfillWindows.id, id),
          eq(state, "scheduled"),
          gt(opens_at, deps.clock.nowMs()),
        ),
      )
      .returning({ id: backfillWindows.id });
    return deleted.length > 0;
  });
}

/** Stores a window's report and closes it, effective at once. */
export async function closeWithReport(
  deps: Pick<BackfillDeps, "configuration">,
  window: BackfillWindowRow,
): Promise<void> {
  const { id, closes_at } = window;
  await deps.configuration.change(async (tx) => {
    const [row] = await tx
      .select()
      .from(backfillWindows)
      .where(eq(backfillWindows.id, id))
      .for("update");
    if (row === undefined || row.state === "closed") return;
    const opens_at = Math.min(row.opens_at, closes_at);
    const report = await reportOf({ db: tx }, { ...row, opens_at, closes_at });
    await tx
      .update(backfillWindows)
      .set({ state: "closed", opens_at, closes_at, report: { ...report } })
      .where(eq(backfillWindows.id, id));
  });
}

function readTimes(
  input: WindowInput,
  { now_ms, timezone }: { now_ms: number; timezone: string },
) {
  const opens_at = readMoment("opens_at", input.opens_at, timezone);
  const closes_at = readMoment("closes_at", input.closes_at, timezone);
  const event_from = readMoment("event_from", input.event_from, timezone);
  const event_to = readMoment("event_to", input.event_to, timezone);
  if (closes_at <= opens_at) {
    throw invalid("closes_at", "must be after opens_at");
  }
  if (closes_at <= now_ms) throw invalid("closes_at", "is already in the past");
  if (closes_at - opens_at > WINDOW_MS_MAX) {
    throw invalid("closes_at", "must be at most 366 days after opens_at");
  }
  if (event_to <= event_from) {
    throw invalid("event_to", "must be after event_from");
  }
  return { opens_at, closes_at, event_from, event_to };
}

function readCampaign(
  { configuration }: BackfillDeps,
  { advertiser_id, campaign_id }: WindowInput,
): number | null {
  if (campaign_id === undefined || campaign_id === null) return null;
  const campaign = configuration.campaign(campaign_id);
  if (campaign?.advertiser_id === advertiser_id) return campaign_id;
  throw invalid("campaign_id", "is not a campaign of this advertiser");
}

async function readSource(
  { db, seal_key }: BackfillDeps,
  { advertiser_id, source_key }: WindowInput,
): Promise<number | null> {
  if (source_key === undefined || source_key === null) return null;
  const is_own = eq(sources.advertiser_id, advertiser_id);
  const key_hash = hashSourceKey(seal_key, source_key);
  const [row] = await db
    .select({ id: sources.id })
    .from(sources)
    .where(and(is_own, eq(sources.key_hash, key_hash)));
  if (row !== undefined) return row.id;
  throw invalid("source_key", "is not a source of this advertiser");
}

function present(
  { window, source }: { window: BackfillWindowRow; source: SourceRow | null },
  { clock, seal_key }: BackfillDeps,
) {
  const source_key =
    source && readableSourceKey(seal_key, source.advertiser_id, source);
  const { opens_at, closes_at, event_from, event_to, created_at } = window;
  const is_open = window.state === "scheduled" && clock.nowMs() >= opens_at;
  return {
    id: window.id,
    advertiser_id: window.advertiser_id,
    campaign_id: window.campaign_id,
    source_key,
    opens_at: isoTime(opens_at),
    closes_at: isoTime(closes_at),
    event_from: isoTime(event_from),
    event_to: isoTime(event_to),
    // The job that sets `open` runs every minute, but the window applies as soon as it opens.
    state: is_open ? "open" : window.state,
    replay_done: window.replay_done,
    created_at: isoTime(created_at),
  };
}

import { and, eq, inArray, lt } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import {
  forwardedPostbacks,
  forwards,
  forwardUses,
} from "../../../db/schema/mod.ts";
import type { Configuration } from "../../campaigns/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { notify, recordEvents } from "../../notices/mod.ts";
import type { ForwardDirectory, ForwardRow } from "./forward_directory.ts";

const DAY_MS = 86_400_000;
const KEPT_MS = 30 * DAY_MS;
const PIECE = 5_000;
const PIECES_MAX = 200;

export interface StopForwardsDeps {
  db: Database;
  clock: Clock;
  configuration: Pick<Configuration, "change">;
  forwards: Pick<ForwardDirectory, "all">;
}

/** Switches off forwards that the old tracker took nothing from for as long as they say, and tells the owner. */
export async function stopForwards(deps: StopForwardsDeps): Promise<void> {
  for (const forward of deps.forwards.all()) {
    const { stop_after_days } = forward;
    const idle_ms = deps.clock.nowMs() - (await neededAt(deps, forward));
    if (idle_ms >= stop_after_days * DAY_MS) await stop(deps, forward);
  }
}

/** When the old tracker last took one, or else when the forward was switched on. */
async function neededAt(
  { db }: StopForwardsDeps,
  { id, enabled_at }: ForwardRow,
): Promise<number> {
  const [used] = await db
    .select()
    .from(forwardUses)
    .where(eq(forwardUses.forward_id, id));
  return Math.max(enabled_at, used?.last_taken_at ?? 0);
}

async function stop(
  { clock, configuration }: StopForwardsDeps,
  { id, source_id, url, enabled_at, stop_after_days }: ForwardRow,
): Promise<void> {
  const reason = `The old tracker took nothing for ${stop_after_days} days`;
  await configuration.change(async (tx) => {
    const [row] = await tx
      .update(forwards)
      .set({ enabled: false, disabled_reason: reason })
      .where(
        and(
          eq(forwards.id, id),
          eq(forwards.enabled, true),
          // Unless somebody has switched it on anew meanwhile.
          eq(forwards.enabled_at, enabled_at),
        ),
      )
      .returning({ id: forwards.id });
    if (row === undefined) return;
    const { origin } = new URL(url);
    const type = "forward.stopped";
    const data = { forward_id: id, source_id, origin, reason };
    await recordEvents(tx, clock, [{ type, data }]);
    await notify(tx, clock, {
      to: { office: {} },
      event: type,
      subject: `Postbacks are no longer sent on to ${origin}`,
      text: `${reason}: what names no click of ours isn't sent on to ${origin} any more, and is refused as usual. It can be switched on again.`,
    });
  });
}

/** Deletes what was answered long ago; the traces of postbacks keep it. */
export async function forgetForwarded(
  db: Database,
  now_ms: number,
): Promise<void> {
  const { postback_id, settled_at } = forwardedPostbacks;
  for (let piece = 0; piece < PIECES_MAX; piece++) {
    const old = db
      .select({ postback_id })
      .from(forwardedPostbacks)
      .where(lt(settled_at, now_ms - KEPT_MS))
      .limit(PIECE);
    const gone = await db
      .delete(forwardedPostbacks)
      .where(inArray(postback_id, old))
      .returning({ postback_id });
    if (gone.length < PIECE) return;
  }
}

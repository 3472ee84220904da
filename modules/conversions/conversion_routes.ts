import { entityTag, invalid } from "../http/mod.ts";
import type { Database } from "../../db/mod.ts";
import type { Principal, GuardDeps } from "../access/mod.ts";
import { guard } from "../access/mod.ts";
import type { Scheduler } from "../scheduler/mod.ts";
import {
  BULK_AT_ONCE_MAX,
  changeBulk,
  countBulk,
  presentPosition,
} from "./changes/bulk.ts";
import { BULK_TASK } from "./changes/bulk_task.ts";
import { changeByHand, createByHand, findLink } from "./changes/by_hand.ts";
import type { ByHand } from "./changes/by_hand.ts";
import type { Changer } from "./changes/change_types.ts";
import type { ConversionDoor } from "./changes/conversion_door.ts";
import {
  BulkBody,
  ConversionPatch,
  NewConversionBody,
  readChange,
  readNew,
  readReason,
} from "./conversion_bodies.ts";
import {
  CONVERSION_TAG,
  orStaleTag,
  versionToMatch,
} from "./conversion_tag.ts";
import { readConversionFilter } from "./conversion_filter.ts";
import { readConversion } from "./read_conversions.ts";
import type { ReadConversionDeps } from "./read_conversions.ts";
import type { Static } from "@sinclair/typebox";
import { Elysia } from "elysia";

const KEY_CHARS_MAX = 255;

export interface ConversionRoutesDeps extends GuardDeps {
  db: Database;
  configuration: ReadConversionDeps["configuration"];
  scheduler: Pick<Scheduler, "enqueue">;
  postbacks: ReadConversionDeps["postbacks"] & { conversions: ConversionDoor };
}

/** Routes for creating and changing conversions by hand, singly or in bulk. */
export function changeRoutes(deps: ConversionRoutesDeps) {
  const { db } = deps;
  const { conversions } = deps.postbacks;
  return new Elysia({ name: "conversions-by-hand" })
    .use(guard(deps, ["admin", "manager"]))
    .post(
      "/conversions",
      async ({ body, headers, principal, set }) => {
        const key = readKey(headers["idempotency-key"]);
        const link_id = await findLink(db, body);
        const { dry_run } = body;
        const by = changerOf(principal, "by_hand", body.reason);
        const given = readNew(body, {
          link_id,
          key,
          timezone: principal.timezone,
        });
        const made = await createByHand(conversions, given, by, { dry_run });
        if (dry_run === true) return presentTried(made);
        set.status = made.is_new ? 201 : 200;
        return await readConversion(deps, made.conversion_id, principal.role);
      },
      { body: NewConversionBody },
    )
    .patch(
      "/conversions/:id",
      async ({ params, body, principal, request, set }) => {
        const { dry_run } = body;
        const by = changerOf(principal, "by_hand", body.reason);
        const change = readChange(params.id, body);
        const read = () => readConversion(deps, params.id, principal.role);
        const header = request.headers.get("if-match");
        const version = await versionToMatch(header, read);
        const is_conditional =
          version !== undefined && change.version === undefined;
        const changing = changeByHand(
          conversions,
          is_conditional ? { ...change, version } : change,
          by,
          { dry_run },
        );
        const changed = await (is_conditional
          ? orStaleTag(changing, read)
          : changing);
        if (dry_run === true) return presentTried(changed);
        const shown = await read();
        set.headers["etag"] = entityTag(shown, CONVERSION_TAG);
        return shown;
      },
      { body: ConversionPatch },
    )
    .post(
      "/conversions/bulk",
      ({ body, principal }) => changeMany(deps, body, principal),
      { body: BulkBody },
    );
}

/** Applies a bulk change; a filter that matches more than `BULK_AT_ONCE_MAX` runs as a task. */
async function changeMany(
  { db, scheduler, postbacks: { conversions } }: ConversionRoutesDeps,
  body: Static<typeof BulkBody>,
  principal: Principal,
) {
  const by = changerOf(principal, "bulk", body.reason);
  const { ids, status, dry_run = false, as_task = false } = body;
  const given = body.filter;
  if ((ids === undefined) === (given === undefined)) {
    throw invalid("ids", "provide either `ids` or `filter`");
  }
  const filter = given && readConversionFilter(given, principal.timezone);
  const reason = readReason(body.reason);
  const request = { ids, filter, status, reason };
  if (ids === undefined && !dry_run) {
    const count = await countBulk(db, filter);
    if (as_task || count > BULK_AT_ONCE_MAX) {
      const payload = { filter, status, reason, by };
      const task = { name: BULK_TASK, payload };
      const { id: task_id } = await scheduler.enqueue(db, task);
      return { dry_run, count, task_id };
    }
  }
  const summary = await conversions.settle(
    (tx) => changeBulk(tx, conversions, request, by),
    { dry_run },
  );
  return summary.present(dry_run);
}

function changerOf(
  { kind, id, role }: Principal,
  origin: string,
  reason: string,
): Changer {
  const why = readReason(reason);
  return { origin, made_by: `${kind} ${id}`, why, reinstate: role === "admin" };
}

function readKey(given: string | undefined): string | null {
  const key = given?.trim() ?? "";
  if (key === "") return null;
  if (key.length <= KEY_CHARS_MAX) return key;
  throw invalid(
    "idempotency-key",
    `must have at most ${KEY_CHARS_MAX} characters`,
  );
}

function presentTried({ is_new, before, after, effects }: ByHand) {
  return {
    dry_run: true,
    is_new,
    before: presentPosition(before),
    after: presentPosition(after),
    ...effects.present(),
  };
}

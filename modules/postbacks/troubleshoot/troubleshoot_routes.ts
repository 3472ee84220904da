import { DayOrTime, invalid, readId, readList } from "../../http/mod.ts";
import { guard } from "../../access/mod.ts";
import type { GuardDeps, Principal } from "../../access/mod.ts";
import type { Scheduler } from "../../scheduler/mod.ts";
import { POSTBACK_LIST, readPostbackFilter } from "../postback_filter.ts";
import { summarizePostbacks, SUMMARY_GROUPS } from "./postback_summary.ts";
import { listPostbacks, readPostback } from "../read_postbacks.ts";
import { planReplay, replayPostback } from "../rejudge/replay.ts";
import type { Receiver } from "../receive/receiver.ts";
import type { ReplayDeps, ReplayRequest } from "../rejudge/replay.ts";
import { Problem } from "../../kernel/mod.ts";
import { REPLAY_POSTBACKS, tryReplay } from "../rejudge/replay_task.ts";
import { DryRunGate } from "./dry_run_gate.ts";
import { SAMPLE } from "./sample_request.ts";
import { tryPostback } from "./sandbox_postback.ts";
import { ChecklistBody, testSource } from "./checklist.ts";
import type { ChecklistDeps } from "./checklist.ts";
import { MappingBody } from "../../sources/mod.ts";
import type { SourceDirectory } from "../../sources/mod.ts";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";

const closed = { additionalProperties: false };
const text = Type.Optional(Type.String({ maxLength: 300 }));
const dry_run = Type.Optional(Type.Boolean());
const SummaryQuery = Type.Object({
  group_by: Type.Optional(
    Type.Union(SUMMARY_GROUPS.map((name) => Type.Literal(name))),
  ),
  from: Type.Optional(DayOrTime),
  to: Type.Optional(DayOrTime),
  source_id: text,
  advertiser_id: text,
  campaign_id: text,
  affiliate_id: text,
});
/** Tried out instead of the mapping of their source. */
const mapping = Type.Optional(MappingBody);
const ReplayBody = Type.Optional(Type.Object({ dry_run, mapping }, closed));
/** Ids may be JSON numbers. */
const word = Type.Union([Type.String({ maxLength: 300 }), Type.Integer()]);
const FilterBody = Type.Partial(
  Type.Object(
    Object.fromEntries(
      Object.keys(POSTBACK_LIST.filters).map((name) => [name, word]),
    ),
  ),
  closed,
);
const ReplayManyBody = Type.Object(
  {
    filter: FilterBody,
    dry_run,
    mapping,
    limit: Type.Optional(Type.Integer({ minimum: 1 })),
    after: text,
    /** Takes any number without a limit. */
    as_task: Type.Optional(Type.Boolean()),
  },
  closed,
);
const SandboxBody = Type.Object(SAMPLE, closed);

export interface TroubleshootDeps
  extends GuardDeps, Omit<ChecklistDeps, "sources" | "receiver"> {
  receiver: ReplayDeps["receiver"] & Pick<Receiver, "readAgain">;
  scheduler: Pick<Scheduler, "enqueue">;
  postbacks: { sources: SourceDirectory };
}

/** Starts a replay as a task, after checking what it selects. */
async function startReplay(deps: TroubleshootDeps, request: ReplayRequest) {
  const payload = await planReplay(deps, request);
  const task = { name: REPLAY_POSTBACKS, payload };
  const { id: task_id } = await deps.scheduler.enqueue(deps.db, task);
  return { dry_run: payload.dry_run, task_id };
}

/** An advertiser waits for the answer, and sales of the same tiers for its end. */
const TRIED_MAX = 100;

/** Tries out a replay for an advertiser, who can't start one. */
async function tryOwnReplay(
  deps: TroubleshootDeps & { gate: DryRunGate },
  advertiser_id: number,
  request: ReplayRequest,
) {
  const { limit = TRIED_MAX } = request;
  if (limit > TRIED_MAX) {
    throw invalid("limit", `must be at most ${TRIED_MAX}`);
  }
  return await deps.gate.run(advertiser_id, async () =>
    tryReplay(deps, await planReplay(deps, { ...request, limit })),
  );
}

/** Throws a Problem if an advertiser would change something. */
function refuseReplay({ role }: Principal, dry_run: boolean | undefined): void {
  if (role !== "advertiser" || dry_run === true) return;
  const detail =
    "Only the network judges postbacks again: send dry_run as true to try it out";
  throw new Problem(403, "dry_run_only", detail);
}

/** `postbacks` with replay and summary, and `sandbox/postback`. */
export function troubleshootRoutes(deps: TroubleshootDeps) {
  const gate = new DryRunGate();
  const known = () => ({ ...deps, sources: deps.postbacks.sources });
  return new Elysia({ name: "troubleshoot", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager", "advertiser"]))
    .get("/postbacks", ({ query, principal }) =>
      listPostbacks(known(), readList(query, POSTBACK_LIST, principal)),
    )
    .get(
      "/postbacks/summary",
      ({ query, principal }) => summarizePostbacks(deps, query, principal),
      { query: SummaryQuery },
    )
    .get("/postbacks/:id", ({ params }) => readPostback(known(), params.id))
    .post(
      "/postbacks/replay",
      async ({ body, principal, set }) => {
        refuseReplay(principal, body.dry_run);
        const filter = readPostbackFilter(body.filter, principal.timezone);
        const request = { ...body, filter };
        const { advertiser_id } = principal;
        if (advertiser_id !== null) {
          return await tryOwnReplay({ ...deps, gate }, advertiser_id, request);
        }
        const started = await startReplay(deps, request);
        set.status = 202;
        return started;
      },
      { body: ReplayManyBody },
    )
    .post(
      "/postbacks/:id/replay",
      ({ params, body, principal }) => {
        refuseReplay(principal, body?.dry_run);
        return replayPostback(deps, params.id, body ?? {});
      },
      { body: ReplayBody },
    )
    .post(
      "/sandbox/postback",
      ({ body, principal }) =>
        tryPostback(known(), body, principal.advertiser_id),
      { body: SandboxBody },
    );
}

/** The test of a source. */
export function checklistRoutes(deps: TroubleshootDeps) {
  return new Elysia({ name: "checklist", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager", "advertiser"]))
    .post(
      "/advertisers/:id/sources/:source_id/test",
      ({ params, body = null, principal: { role } }) => {
        const advertiser_id = readId(params.id);
        const where = { advertiser_id, id: readId(params.source_id) };
        return testSource({ ...deps, sources: deps.postbacks.sources }, where, {
          body,
          role,
        });
      },
      { body: ChecklistBody },
    );
}

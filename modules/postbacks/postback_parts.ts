import type { Database } from "../../db/mod.ts";
import type { CapUsage, Configuration } from "../campaigns/mod.ts";
import type { Clock, SealKey } from "../kernel/mod.ts";
import { FxDirectory } from "../payouts/mod.ts";
import { createConversionParts } from "../conversions/mod.ts";
import { ForwardDirectory } from "./forward/forward_directory.ts";
import { Forwarding } from "./forward/forwarding.ts";
import { forgetForwarded, stopForwards } from "./forward/stop_forwards.ts";
import { BackfillDirectory } from "./rejudge/backfill_directory.ts";
import type { LiveRisk } from "../risk/mod.ts";
import type { SaleContext } from "../conversions/mod.ts";
import { BackfillRunner } from "./rejudge/run_windows.ts";
import type { KeyOf } from "./judge/find_click.ts";
import { dropOldPostbacks } from "./receive/drop_old_postbacks.ts";
import { forgetNonces } from "./judge/judge_postback.ts";
import { PostbackQueue } from "./receive/postback_queue.ts";
import type { PostbackQueueDeps } from "./receive/postback_queue.ts";
import { QueueMark } from "./receive/queue_mark.ts";
import { Receiver } from "./receive/receiver.ts";
import type { ReceiverDeps } from "./receive/receiver.ts";
import { References } from "./judge/references.ts";
import { WaitingChildren } from "./rejudge/waiting_children.ts";
import {
  EndpointDirectory,
  WebhookDirectory,
  Outbox,
  deliveryReplayJob,
} from "../deliveries/mod.ts";
import { sealSourceKeys, SourceDirectory } from "../sources/mod.ts";
import { postbacksOf } from "./read_postbacks.ts";
import { retryLookups } from "./stores/retry_lookups.ts";
import { postbackReplayJob } from "./rejudge/replay_task.ts";
import type { ReplayTaskDeps } from "./rejudge/replay_task.ts";
import type { JobDefinition, LoopDefinition } from "../scheduler/mod.ts";

/** The loop to wake when a conversion was made that others may have waited for. */
export const JUDGE_WAITING_LOOP = "judge_waiting";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export interface PostbackPartsDeps {
  db: Database;
  clock: Clock;
  configuration: Configuration;
  caps: CapUsage;
  seal_key: SealKey;
  keyOf: KeyOf;
  learnKey(key_number: number): Promise<unknown>;
  addressFacts: SaleContext["addressFacts"];
  risk: LiveRisk;
  /** The journal where postbacks wait while the database is unavailable. */
  journal: PostbackQueueDeps["journal"];
  journal_directory: string;
  isPastStart(): boolean;
  /** Days that postbacks are kept; 0 for ever. */
  retention_days: number;
  /** Time zone of campaigns without one; `UTC` by default. */
  default_timezone?: string;
  failed(what: string, error: unknown): void;
}

type ReceiverOptions = Pick<
  ReceiverDeps,
  "batch_max" | "stores" | "askStores" | "certificateAt"
>;

type Nudge = (endpoint_ids: readonly number[]) => void;

/** Builds everything that handles postbacks; its directories are loaded with the configuration. */
export function createPostbackParts(deps: PostbackPartsDeps) {
  const { db, clock, configuration } = deps;
  const directories = createDirectories(deps);
  const { endpoints, webhooks, sources, fx, forwards } = directories;
  const default_timezone = deps.default_timezone ?? "UTC";
  const shared = { db, clock, configuration, default_timezone, fx };
  const queue = createQueue(deps);
  const children = new WaitingChildren({ db, clock, configuration });
  const backfill = new BackfillRunner({ db, clock, configuration });
  let receiver: Receiver | undefined;
  let send: Nudge = () => {};
  const made = children.note.bind(children);
  const outboxOf = (nudge: Nudge) =>
    new Outbox({ clock, directory: endpoints, webhooks, nudge });
  const outbox = outboxOf((ids) => send(ids));
  const selling = createConversionParts({
    ...deps,
    ...shared,
    sources,
    outbox,
    made,
  });
  const { conversions, priceHeld, tiers, rules, rates } = selling;
  const opened = () => {
    if (receiver === undefined) throw new Error("Nothing receives postbacks");
    return receiver;
  };
  return {
    jobs: [
      ...postbackJobs({ ...deps, backfill, forwards, receiver: opened }),
      ...selling.jobs,
      deliveryReplayJob({ db, clock }),
    ],
    loops: postbackLoops(children),
    conversions,
    postbacksOf: postbacksOf.bind(null, db),
    ...directories,
    queue,
    /** Replays postbacks that waited for a conversion of the preceding goal. */
    judgeWaiting: () => children.runOnce(),
    /** Seals source keys that an earlier version stored in plain text. */
    sealKeys: () => sealSourceKeys(db, deps.seal_key),
    priceHeld,
    /** Creates the receiver; `wake` is called when there may be something to send or drain. */
    createReceiver(
      wake: { send: Nudge; drain(): void },
      options: ReceiverOptions = {},
    ) {
      const opening = new Receiver({
        ...deps,
        ...options,
        ...directories,
        queue,
        default_timezone,
        tiers,
        rules,
        rates,
        references: new References(db),
        outbox: outboxOf(wake.send),
        made,
      });
      send = wake.send;
      queue.open((raws) => opening.receiveQueued(raws), wake.drain);
      children.open(opening);
      backfill.open(opening);
      receiver = opening;
      return opening;
    },
  };
}

function postbackLoops(children: WaitingChildren): LoopDefinition[] {
  const runOnce = () => children.runOnce();
  return [{ name: JUDGE_WAITING_LOOP, poll_ms: 10_000, runOnce }];
}

function postbackJobs(
  deps: ReplayTaskDeps & {
    clock: Clock;
    backfill: BackfillRunner;
    forwards: ForwardDirectory;
    configuration: Configuration;
    retention_days: number;
  },
): JobDefinition[] {
  const { db, clock, backfill, retention_days } = deps;
  return [
    {
      name: "drop_old_postbacks",
      description:
        "Deletes postbacks past their retention; those behind a conversion keep their verdict",
      every_ms: 24 * HOUR_MS,
      run: ({ signal }) =>
        dropOldPostbacks(db, { now_ms: clock.nowMs(), retention_days, signal }),
    },
    {
      name: "run_backfill_windows",
      description:
        "Opens and closes backfill windows, and judges postbacks that waited for them",
      every_ms: MINUTE_MS,
      run: () => backfill.runOnce(),
    },
    {
      name: "retry_lookups",
      description: "Looks up purchases at Google Play that were not known yet",
      every_ms: MINUTE_MS,
      run: () => retryLookups(deps),
    },
    {
      name: "stop_forwards",
      description:
        "Switches off forwards that nobody needs any more, and deletes old answers",
      every_ms: HOUR_MS,
      run: async () => {
        await stopForwards(deps);
        await forgetForwarded(db, clock.nowMs());
      },
    },
    {
      name: "forget_nonces",
      description: "Deletes expired nonces",
      every_ms: HOUR_MS,
      run: () => forgetNonces(db, clock.nowMs()),
    },
    postbackReplayJob(deps),
  ];
}

function createQueue(deps: PostbackPartsDeps): PostbackQueue {
  return new PostbackQueue({
    journal: deps.journal,
    mark: new QueueMark(deps.journal_directory),
    isPastStart: deps.isPastStart,
    refresh: () => deps.configuration.refresh(),
  });
}

/** The directories that are loaded with the configuration. */
function createDirectories({
  configuration,
  seal_key,
  failed,
}: PostbackPartsDeps) {
  const endpoints = new EndpointDirectory(seal_key, failed);
  const webhooks = new WebhookDirectory(seal_key, failed);
  const sources = new SourceDirectory(seal_key, failed);
  const windows = new BackfillDirectory();
  const fx = new FxDirectory();
  const forwards = new ForwardDirectory();
  const parts = { endpoints, webhooks, sources, windows, fx, forwards };
  for (const part of Object.values(parts)) configuration.addPart(part);
  const forwarding = new Forwarding({ directory: forwards, sources, seal_key });
  return { ...parts, forwarding };
}

/** Everything that handles postbacks. */
export type PostbackParts = ReturnType<typeof createPostbackParts>;

import type { Database } from "../../db/mod.ts";
import type { CapUsage, Configuration } from "../campaigns/mod.ts";
import type { Clock, SealKey } from "../kernel/mod.ts";
import { FxDirectory } from "../payouts/mod.ts";
import {
  TierCounters,
  autoApproveJob,
  bulkJob,
  conversionDoor,
  priceHeld,
  ConversionRuleDirectory,
  RecentRates,
} from "../conversions/mod.ts";
import { BackfillDirectory } from "./rejudge/backfill_directory.ts";
import type { ConversionDoor, ConversionRow } from "../conversions/mod.ts";
import { BackfillRunner } from "./rejudge/run_windows.ts";
import type { KeyOf } from "./judge/find_click.ts";
import type { AddressFacts } from "./judge/judge_context.ts";
import { dropOldPostbacks } from "./receive/drop_old_postbacks.ts";
import { forgetNonces } from "./receive/forget_nonces.ts";
import { PostbackQueue } from "./receive/postback_queue.ts";
import type { PostbackQueueDeps } from "./receive/postback_queue.ts";
import { QueueMark } from "./receive/queue_mark.ts";
import { Receiver } from "./receive/receiver.ts";
import { References } from "./judge/references.ts";
import { WaitingChildren } from "./rejudge/waiting_children.ts";
import {
  EndpointDirectory,
  Outbox,
  deliveryReplayJob,
} from "../deliveries/mod.ts";
import { sealSourceKeys, SourceDirectory } from "../sources/mod.ts";
import { postbacksOf } from "./read_postbacks.ts";
import { postbackReplayJob } from "./rejudge/replay_task.ts";
import type { ReplayTaskDeps } from "./rejudge/replay_task.ts";

/** Dependencies of the postback parts. */
export interface PostbackPartsDeps {
  db: Database;
  clock: Clock;
  configuration: Configuration;
  caps: CapUsage;
  seal_key: SealKey;
  keyOf: KeyOf;
  learnKey(key_number: number): Promise<unknown>;
  addressFacts(ip: string): AddressFacts;
  /** The journal where postbacks wait while the database is unavailable. */
  journal: PostbackQueueDeps["journal"];
  journal_directory: string;
  isPastStart(): boolean;
  /** Time zone of campaigns without one; `UTC` by default. */
  default_timezone?: string;
  failed(what: string, error: unknown): void;
}

type Nudge = (endpoint_ids: readonly number[]) => void;

/** Builds everything that handles postbacks; its directories are loaded with the configuration. */
export function createPostbackParts(deps: PostbackPartsDeps) {
  const { db, clock, configuration } = deps;
  const directories = createDirectories(deps);
  const { endpoints, sources, windows, fx } = directories;
  const default_timezone = deps.default_timezone ?? "UTC";
  const tiers = new TierCounters(db, default_timezone);
  const shared = { db, clock, configuration, default_timezone, fx };
  const queue = createQueue(deps);
  const children = new WaitingChildren({ db, clock, configuration });
  const backfill = new BackfillRunner({ db, clock, configuration });
  let receiver: Receiver | undefined;
  let send: Nudge = () => {};
  const made = (rows: readonly ConversionRow[]) => children.note(rows);
  const outboxOf = (nudge: Nudge) =>
    new Outbox({ clock, directory: endpoints, nudge });
  const outbox = outboxOf((ids) => send(ids));
  const changing = { ...deps, ...shared, sources, tiers, outbox, made };
  const conversions = conversionDoor(changing);
  const opened = () => {
    if (receiver === undefined) throw new Error("Nothing receives postbacks");
    return receiver;
  };
  return {
    jobs: createJobs({ db, clock, conversions, receiver: opened }),
    conversions,
    postbacksOf: postbacksOf.bind(null, db),
    endpoints,
    sources,
    windows,
    fx,
    queue,
    /** Replays postbacks that waited for a conversion of the preceding goal. */
    judgeWaiting: () => children.runOnce(),
    /** Opens and closes backfill windows, and replays postbacks that waited for them. */
    runWindows: () => backfill.runOnce(),
    /** Seals source keys that an earlier version stored in plain text. */
    sealKeys: () => sealSourceKeys(db, deps.seal_key),
    forgetNonces: () => forgetNonces(db, clock.nowMs()),
    /** Deletes postbacks past their retention; returns how many. */
    dropOld: (retention_days: number, signal?: AbortSignal) =>
      dropOldPostbacks(db, { now_ms: clock.nowMs(), retention_days, signal }),
    /** Prices conversions that waited for a rate; returns how many. */
    priceHeld: () => priceHeld({ db, conversions }),
    /** Creates the receiver; `wake` is called when there may be something to send or drain. */
    createReceiver(wake: { send: Nudge; drain(): void }, batch_max?: number) {
      const opening = new Receiver({
        ...deps,
        ...(batch_max === undefined ? {} : { batch_max }),
        ...directories,
        queue,
        default_timezone,
        tiers,
        rates: new RecentRates(),
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

function createJobs(deps: ReplayTaskDeps & { conversions: ConversionDoor }) {
  return [
    deliveryReplayJob(deps),
    postbackReplayJob(deps),
    bulkJob(deps),
    autoApproveJob(deps),
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
  const sources = new SourceDirectory(seal_key, failed);
  const rules = new ConversionRuleDirectory();
  const windows = new BackfillDirectory();
  const fx = new FxDirectory();
  for (const part of [endpoints, sources, rules, windows, fx]) {
    configuration.addPart(part);
  }
  return { endpoints, sources, rules, windows, fx };
}

/** Everything that handles postbacks. */
export type PostbackParts = ReturnType<typeof createPostbackParts>;

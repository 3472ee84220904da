import { join } from "node:path";
import type { Database } from "../../db/mod.ts";
import { clickChanges } from "./changed_clicks.ts";
import { AutoLinks } from "../campaigns/mod.ts";
import type { CapUsage, Configuration } from "../campaigns/mod.ts";
import type { Clock, SealKey, Template } from "../kernel/mod.ts";
import { ClickRecorder } from "./click_recorder.ts";
import { Drain } from "./drain.ts";
import type { DrainDeps } from "./drain.ts";
import { DrainThread } from "./drain_thread.ts";
import { GeoReader, readDevice } from "./enrich/mod.ts";
import type { IpStorage } from "./enrich_click.ts";
import { openJournalHome } from "./journal_home.ts";
import type { JournalSettings, JournalHome } from "./journal_home.ts";
import { KeyRing } from "./key_ring.ts";
import { Minter, NodeLease } from "./minter.ts";
import { OldClicks } from "./old_clicks/old_clicks.ts";
import { OldRedirector } from "./old_redirect.ts";
import { Redirector } from "./redirect.ts";
import { TEST_NODE } from "./click_id.ts";
import { clickIdToUuid, uuidToClickId } from "./click_uuid.ts";
import { TimeReserve } from "./time_reserve.ts";
import { dayJobs } from "./days.ts";
import { UnresolvedLinks } from "./unresolved_links.ts";
import { idle } from "../scheduler/mod.ts";
import type { LoopDefinition } from "../scheduler/mod.ts";

/** How long after a visitor's first click on a campaign others are repeats, and the memory's size. */
const REPEATS = { window_ms: 24 * 3_600_000, entries_max: 1_000_000 };

/** The loop to wake when something was written to the journal. */
export const DRAIN_LOOP = "drain_journal";

/**
 * Below this backlog the drain waits: few large transactions cost much less than many small ones.
 */
const DRAIN_AT_ONCE_BYTES = 524_288;

export interface ClickPartsDeps {
  db: Database;
  clock: Clock;
  configuration: Configuration;
  caps: CapUsage;
  seal_key: SealKey;
  /** Key for hashing visitors' addresses when they are stored hashed. */
  ip_key: Uint8Array;
  /** Holds the journal and the time reserve; exclusive to this process. */
  data_dir: string;
  settings: JournalSettings & {
    ip_storage: IpStorage;
    click_retention_days: number;
    auto_links: boolean;
    country_file: string | null;
    asn_file: string | null;
  };
  network_fallback: Template | null;
  /** Handles journal records other than clicks. */
  others: DrainDeps["others"];
  failed(what: string, error: unknown): void;
}

/** Builds the click subsystem: ids, journal, drain and redirector. */
export function createClickParts(deps: ClickPartsDeps) {
  const { db, clock, configuration, caps, settings, failed } = deps;
  const home = openJournalHome(deps.data_dir, settings, failed);
  const { journal, set_aside } = home;
  const ring = new KeyRing({ db, clock, seal_key: deps.seal_key });
  const directory = join(deps.data_dir, "journal");
  const reserve = new TimeReserve({ directory });
  const lease = new NodeLease({ db, clock, reserve });
  const node = () => lease.node;
  const minter = new Minter({ clock, ring, node, lease, reserve });
  const test_minter = new Minter({ clock, ring, node: () => TEST_NODE });
  const geo = GeoReader.open(settings);
  const batches = new DrainThread(
    {
      geo: geo.files,
      repeats: { ...REPEATS, directory },
      ip_storage: settings.ip_storage,
      ip_key: deps.ip_key,
    },
    { failed },
  );
  const drain = new Drain({
    db,
    clock,
    batches,
    caps,
    others: deps.others,
    ...home,
  });
  const recorder = new ClickRecorder({
    ...{ clock, configuration, caps, journal },
    ...{ minter, test_minter, lease, geo },
    network_fallback: deps.network_fallback,
    failed,
  });
  const unresolved = new UnresolvedLinks({ db, clock, failed });
  const auto_links = new AutoLinks({ clock, configuration, failed });
  const old_links = createOldLinks(deps, { auto_links, recorder, unresolved });
  const redirector = new Redirector(recorder, old_links);
  const old_clicks = createOldClicks(deps, { auto_links, ring, geo });
  return {
    jobs: dayJobs({
      ...{ db, clock, old_clicks },
      retention_days: settings.click_retention_days,
    }),
    old_clicks,
    loops: clickLoops({ drain, journal, ring, lease, unresolved }),
    unresolved,
    ring,
    uuidToClickId,
    clickIdToUuid,
    lease,
    journal,
    set_aside,
    drain,
    recorder,
    redirector,
    geo,
    readDevice,
    network_fallback: deps.network_fallback,
    changes: clickChanges(configuration),
    /** Records how far the ids went; call when nothing is minted any more. */
    closeIds: async () => {
      await lease.release();
      await reserve.close(minter.unused_from_ms);
      await unresolved.close();
    },
  };
}

function createOldClicks(
  { db, clock, configuration, settings, ip_key }: ClickPartsDeps,
  parts: { auto_links: AutoLinks; ring: KeyRing; geo: GeoReader },
): OldClicks {
  const { ip_storage, click_retention_days: retention_days } = settings;
  const stored = { ip_storage, ip_key, retention_days };
  return new OldClicks({
    ...{ db, clock, configuration },
    ...stored,
    ...parts,
  });
}

function createOldLinks(
  { clock, configuration, settings, network_fallback }: ClickPartsDeps,
  parts: {
    auto_links: AutoLinks;
    recorder: ClickRecorder;
    unresolved: UnresolvedLinks;
  },
): OldRedirector {
  return new OldRedirector({
    ...{ clock, configuration, network_fallback, ...parts },
    makes_links: settings.auto_links,
  });
}

/** The click subsystem. */
export type ClickParts = ReturnType<typeof createClickParts>;

/** Work that each instance does for its own journal, keys and ids. */
function clickLoops(deps: {
  drain: Drain;
  journal: JournalHome["journal"];
  ring: KeyRing;
  lease: NodeLease;
  unresolved: UnresolvedLinks;
}): LoopDefinition[] {
  const { drain, journal, ring, lease, unresolved } = deps;
  return [
    {
      name: DRAIN_LOOP,
      poll_ms: 200,
      runOnce: async () => {
        await drain.runOnce();
        return drain.lag_bytes > DRAIN_AT_ONCE_BYTES;
      },
    },
    { name: "sync_journal", poll_ms: 50, runOnce: idle(() => journal.sync()) },
    {
      // A new key signs a minute after it was published: by then every instance has it.
      name: "refresh_click_keys",
      poll_ms: 1_000,
      runOnce: idle(() => ring.refresh()),
    },
    {
      name: "renew_node_lease",
      poll_ms: 600_000,
      runOnce: idle(() => lease.renew()),
    },
    {
      name: "count_unresolved_links",
      poll_ms: 2_000,
      runOnce: idle(() => unresolved.flush()),
    },
  ];
}

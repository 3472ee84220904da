import type { ReadReplica } from "./read_replica/read_replica.ts";

/** Figures about the tracker's state. */
export interface TrackerState {
  /** Bytes of the journal not yet in the table. */
  drain_lag_bytes(): number;
  journal_bytes(): number;
  journal_bytes_max: number;
  /** Records that couldn't be stored, kept in a file. */
  set_aside(): number;
  /** Clicks redirected although the journal refused them. */
  clicks_not_stored(): number;
  /** Postbacks waiting in the journal for the database. */
  postbacks_queued(): number;
  /** Postbacks answered 429 and not kept. */
  postbacks_limited(): number;
  /** Requests forwarded by a peer that isn't a trusted proxy. */
  untrusted_forwarded(): number;
  /** Why it runs without the database; null if it has it. */
  away(): string | null;
  /** Whether it goes on answering only until proxies have turned away. */
  is_stopping(): boolean;
  /** Absent where everything is read from the primary. */
  replica?: Pick<ReadReplica, "use" | "lag_ms" | "reads"> | undefined;
  /** Which workers end or don't answer, as a sentence; null if none. */
  workers_trouble(): string | null;
  /** Why Google's keys are out of date, as a sentence; null if they aren't. */
  google_trouble(): string | null;
  /** Why the printed links can't be opened; null if they can. */
  links_warning: string | null;
}

import { isoTime } from "../modules/kernel/mod.ts";
import type { Series } from "../modules/kernel/mod.ts";
import type { Snapshot } from "./metrics/snapshot.ts";

/** Share of the most files from which few are left. */
const FILES_SHARE = 0.8;
/** Share of its maximum above which the journal counts as nearly full. */
const JOURNAL_NEARLY_FULL = 0.8;
const DRAIN_LATE_S = 60;
const DELIVERY_LATE_S = 600;
const ARCHIVE_LATE_S = 600;
/** A base backup is due every two days at the latest. */
const BASE_LATE_S = 3 * 86_400;
const LOOP_SLOW_S = 0.5;

/** Something that isn't as it should be. */
export interface Found {
  code: string;
  /** Whether the tracker itself is worse for it. */
  is_degrading: boolean;
  detail: string;
  /** Where something knows better than this process. */
  since_ms?: number | undefined;
}

/** A problem as `/readyz` shows it. */
export interface ShownProblem {
  code: string;
  since: string;
  detail: string;
}

/** Texts that aren't figures. */
export interface Circumstances {
  /** Why it runs without the database, or doesn't reach it now; null if it does. */
  away: string | null;
  /** Findings of the ledger's last audit; null if nothing. */
  ledger: string | null;
  /** Why Google's keys are out of date; null if they aren't. */
  google: string | null;
  /** Why the printed links can't be opened; null if they can. */
  links: string | null;
  /** Why the read replica isn't used; null if it is, or if there is none. */
  replica: string | null;
  /** Which workers end or don't answer; null if none. */
  workers: string | null;
  is_stopping: boolean;
}

interface Rule {
  code: string;
  is_degrading?: true;
  /** A sentence, or null if all is well. */
  judge(figures: Figures, circumstances: Circumstances): string | null;
}

/** Each problem, in the order in which they are shown; the alerts are made of the same. */
const RULES: readonly Rule[] = [
  {
    code: "stopping",
    is_degrading: true,
    judge: (_, { is_stopping }) =>
      is_stopping ? "It is being stopped: ask another instance" : null,
  },
  {
    code: "database",
    is_degrading: true,
    judge: (_, { away }) =>
      away === null
        ? null
        : "The database doesn't answer: redirects go on, and postbacks wait in the journal",
  },
  { code: "ledger", is_degrading: true, judge: (_, { ledger }) => ledger },
  {
    code: "journal_nearly_full",
    is_degrading: true,
    judge: (figures) =>
      figures.of("journal_bytes") <
      figures.of("journal_bytes_max") * JOURNAL_NEARLY_FULL
        ? null
        : "The journal is nearly full: once it is, clicks are sent on without being stored",
  },
  {
    code: "records_set_aside",
    is_degrading: true,
    judge: (figures) =>
      counted(
        figures.of("records_set_aside"),
        "records of the journal could not be stored",
      ),
  },
  {
    code: "clicks_not_stored",
    is_degrading: true,
    judge: (figures) =>
      counted(
        figures.of("clicks_not_stored_total"),
        "clicks were sent on without being stored",
      ),
  },
  {
    code: "postbacks_queued",
    is_degrading: true,
    judge: (figures) =>
      counted(
        figures.of("postbacks_queued"),
        "postbacks wait in the journal for the database",
      ),
  },
  { code: "replica", is_degrading: true, judge: (_, { replica }) => replica },
  { code: "workers", is_degrading: true, judge: (_, { workers }) => workers },
  { code: "google_keys", is_degrading: true, judge: (_, { google }) => google },
  { code: "public_url", is_degrading: true, judge: (_, { links }) => links },
  {
    code: "drain_late",
    judge: (figures) =>
      late(
        figures.of("drain_lag_seconds"),
        DRAIN_LATE_S,
        "Clicks have waited for the table",
      ),
  },
  {
    code: "deliveries_late",
    judge: (figures) =>
      late(
        figures.of("delivery_oldest_due_seconds"),
        DELIVERY_LATE_S,
        "A delivery has been due",
      ),
  },
  {
    code: "breakers_open",
    judge: (figures) =>
      counted(
        figures.of("breakers_open"),
        "destinations of deliveries are left alone for a while",
      ),
  },
  {
    code: "endpoints_off",
    judge: (figures) =>
      counted(
        figures.of("endpoints_off", { by: "failures" }),
        "endpoints and webhooks were switched off, for they failed",
      ),
  },
  {
    code: "reports",
    judge: (figures) =>
      figures.has("verify_ok", { what: "reports" }) &&
      figures.of("verify_ok", { what: "reports" }) === 0
        ? "The last audit found reports that don't count what the rows say"
        : null,
  },
  {
    code: "audit_not_made",
    judge: (figures) => {
      const audits = ["ledger", "reports"].filter(
        (what) =>
          figures.has("verify_made", { what }) &&
          figures.of("verify_made", { what }) === 0,
      );
      return audits.length === 0
        ? null
        : `The last audit of the ${audits.join(" and of the ")} could not be made, so that it says nothing of them: "tallyho jobs list" says why`;
    },
  },
  {
    code: "archive_late",
    judge: (figures) =>
      late(
        figures.of("archive_waiting_seconds"),
        ARCHIVE_LATE_S,
        "Changes have waited on the disk for the archive",
      ),
  },
  {
    code: "archive_base_late",
    judge: (figures) =>
      late(
        figures.of("archive_base_age_seconds"),
        BASE_LATE_S,
        "There has been no new base backup in the archive",
      ),
  },
  {
    code: "jobs_failing",
    judge: (figures) =>
      counted(figures.of("job_failing"), "jobs failed when they last ran"),
  },
  {
    code: "jobs_failed",
    judge: (figures) =>
      counted(figures.of("jobs_failed"), "runs of jobs were given up"),
  },
  {
    code: "incidents_open",
    judge: (figures) =>
      counted(figures.of("incidents_open"), "incidents of the bells are open"),
  },
  {
    code: "files_nearly_out",
    judge: (figures) =>
      figures.has("open_files_max") &&
      figures.of("open_files") > figures.of("open_files_max") * FILES_SHARE
        ? "Nearly as many files are open as may be: raise LimitNOFILE"
        : null,
  },
  {
    code: "event_loop_slow",
    judge: (figures) =>
      figures.of("event_loop_delay_seconds") > LOOP_SLOW_S
        ? "The process was held up for more than half a second within the last half minute"
        : null,
  },
];

/** In the order in which they are shown. */
export const PROBLEM_CODES: readonly string[] = RULES.map(({ code }) => code);

/** Finds what isn't as it should be. */
export function findProblems(
  snapshot: Snapshot,
  circumstances: Circumstances,
): Found[] {
  const figures = new Figures(snapshot);
  return RULES.flatMap(({ code, is_degrading = false, judge }) => {
    const detail = judge(figures, circumstances);
    if (detail === null) return [];
    const since_s = figures.has("since", { code })
      ? figures.of("since", { code })
      : undefined;
    const since_ms = since_s === undefined ? undefined : since_s * 1_000;
    return { code, is_degrading, detail, since_ms };
  });
}

/** Since when each problem has been seen; it is forgotten with the process. */
export class SeenProblems {
  readonly #since = new Map<string, number>();

  /** Notes what is found now, and returns it with the earliest time that is known of it. */
  note(found: readonly Found[], now_ms: number): ShownProblem[] {
    const codes = new Set(found.map(({ code }) => code));
    for (const code of this.#since.keys()) {
      if (!codes.has(code)) this.#since.delete(code);
    }
    return found.map(({ code, detail, since_ms = now_ms }) => {
      const since = Math.min(this.#since.get(code) ?? now_ms, since_ms);
      this.#since.set(code, since);
      return { code, since: isoTime(since), detail };
    });
  }
}

class Figures {
  readonly #snapshot: Snapshot;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  has(name: string, labels: Series["labels"] = {}): boolean {
    return this.#series(name, labels).length > 0;
  }

  /** The sum of a metric's values with these labels; 0 where there are none. */
  of(name: string, labels: Series["labels"] = {}): number {
    return this.#series(name, labels).reduce(
      (sum, one) => sum + ("value" in one ? one.value : 0),
      0,
    );
  }

  #series(name: string, labels: Series["labels"]): Series[] {
    return (this.#snapshot[`tallyho_${name}`] ?? []).filter((one) =>
      Object.entries(labels).every(([label, is]) => one.labels[label] === is),
    );
  }
}

function counted(count: number, what: string): string | null {
  return count === 0 ? null : `${count} ${what}`;
}

function late(seconds: number, from_s: number, what: string): string | null {
  if (seconds <= from_s) return null;
  return `${what} for ${Math.round(seconds)} seconds`;
}

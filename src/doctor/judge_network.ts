import { fault, ok, skipped, warning } from "./finding.ts";
import type { Verdict } from "./finding.ts";
import type {
  ReplicaProblem,
  ReplicaUse,
} from "../read_replica/judge_replica.ts";

/** The tracker of this machine, asked at HOST and PORT; null if none answers. */
export interface LocalTracker {
  version: string;
}

/** An answer from the public URL's `/healthz`. */
export interface PublicAnswer {
  /** Null where the name has no address. */
  addresses: readonly string[] | null;
  /** Null where nobody answered. */
  status: number | null;
  version: string | null;
  error: string | null;
}

const LOOPBACK = /^(?:localhost|127\.|\[::1\])/;

export function judgeTracker(
  local: LocalTracker | null,
  version: string,
): Verdict {
  if (local === null) return skipped("no tracker answers at HOST and PORT");
  if (local.version === version) return ok(`version ${version} is running`);
  return warning(
    `the running tracker is version ${local.version}, this program ${version}`,
    "Restart the tracker",
  );
}

/** Whether visitors reach this tracker where its links lead. */
export function judgePublicUrl(
  { public_url, host }: { public_url: string | null; host: string },
  answer: PublicAnswer | null,
  is_running: boolean,
): Verdict {
  if (public_url === null) {
    if (LOOPBACK.test(host)) {
      return warning(
        "PUBLIC_URL is not set: links lead to this machine only",
        "Set PUBLIC_URL to the address that visitors use",
      );
    }
    return fault(
      `PUBLIC_URL is not set, and links begin with http://${host}`,
      "Set PUBLIC_URL to the address that visitors use",
    );
  }
  const { hostname, protocol } = new URL(public_url);
  if (answer?.addresses === null) {
    return fault(
      `${hostname} has no address`,
      `Add a DNS record for ${hostname}, or correct PUBLIC_URL`,
    );
  }
  const is_safe = protocol === "https:" || LOOPBACK.test(hostname);
  if (!is_running || answer === null) {
    if (!is_safe) return insecure(public_url);
    return skipped(`${public_url} is not asked while no tracker runs here`);
  }
  const says = refusalOf(public_url, answer);
  if (says !== null) {
    return fault(
      says,
      "Let the proxy pass every path on, without redirects, to HOST and PORT",
    );
  }
  return is_safe ? ok(`${public_url} answers from here`) : insecure(public_url);
}

function refusalOf(url: string, answer: PublicAnswer): string | null {
  const { status, version, error } = answer;
  if (status === null) return `${url} doesn't answer: ${error ?? "no reason"}`;
  if (status !== 200) return `${url}/healthz answers ${status}`;
  return version === null ? `${url} is answered by another program` : null;
}

function insecure(url: string): Verdict {
  return warning(
    `${url} is not encrypted: passwords and cookies can be read on the way`,
    "Put a proxy with a certificate in front, and begin PUBLIC_URL with https://",
  );
}

/** Requests whose `X-Forwarded-For` came from a peer that isn't trusted. */
export function judgeProxies(
  untrusted_forwarded: number | null,
  trusted_count: number,
): Verdict {
  if (untrusted_forwarded === null) return skipped("no tracker runs here");
  if (untrusted_forwarded === 0) {
    return ok(`${trusted_count} trusted proxies, and no other was seen`);
  }
  return warning(
    `${untrusted_forwarded} requests had an X-Forwarded-For that isn't trusted: visitors' addresses may be the proxy's`,
    "Set TALLYHO_TRUSTED_PROXIES to the addresses of your proxy",
  );
}

/** The figures of `/readyz` that an operator should act on. */
export interface Readiness {
  degraded: readonly string[];
  journal: { bytes: number; bytes_max: number; drain_lag_bytes: number };
}

const ADVICE: Readonly<Record<string, string>> = {
  database: "Start Postgres, or correct DATABASE_URL",
  ledger: "Run tallyho verify",
  journal_nearly_full: "Find out why the database takes no clicks: see the log",
  records_set_aside: "See the log for why records could not be stored",
  clicks_not_stored:
    "Make room for the journal, or raise TALLYHO_JOURNAL_MB_MAX",
  postbacks_queued: "Wait for the database to catch up",
  google_keys:
    "Let this machine reach www.googleapis.com, or see TALLYHO_GOOGLE_KEYS_URL",
  public_url: "Set PUBLIC_URL",
  replica: "See what doctor says of the read replica",
};

const LAG_BYTES_MAX = 64 * 1_048_576;

export function judgeJournal(readiness: Readiness | null): Verdict {
  if (readiness === null) return skipped("no tracker runs here");
  const { degraded, journal } = readiness;
  const { bytes, bytes_max, drain_lag_bytes } = journal;
  const [first] = degraded;
  if (first !== undefined) {
    const todo = degraded.map((name) => ADVICE[name] ?? `See ${name}`);
    return fault(`degraded: ${degraded.join(", ")}`, todo.join("; "));
  }
  if (drain_lag_bytes > LAG_BYTES_MAX) {
    return warning(
      `${Math.floor(drain_lag_bytes / 1_048_576)} MB of clicks are not in the database yet`,
      "Give the database more room to work, and look again",
    );
  }
  return ok(`the journal holds ${bytes} of ${bytes_max} bytes`);
}

/** Whether the mail server takes a connection and the sign-in. */
export function judgeMail(is_set: boolean, error: string | null): Verdict {
  if (!is_set) return skipped("no mail is sent: TALLYHO_SMTP_URL is not set");
  if (error === null) return ok("the mail server takes us");
  return fault(
    `the mail server doesn't: ${error}`,
    "Correct TALLYHO_SMTP_URL, or open the way to its port",
  );
}

/** Whether reads go to the replica of the settings; null where none is set. */
export function judgeReadReplica(use: ReplicaUse | null): Verdict {
  if (use === null) return skipped("TALLYHO_READ_URL is not set");
  if (use.is_used) return ok("it follows the primary, and is read from");
  return fault(`it is not used, for ${use.why}`, REPLICA_ADVICE[use.code]);
}

const REPLICA_ADVICE: Readonly<Record<ReplicaProblem, string>> = {
  unreachable: "Start the standby, or correct TALLYHO_READ_URL",
  not_a_standby:
    "Make it a standby of the primary again (docs/operate/read-replica.md)",
  another_server: "Set TALLYHO_READ_URL to a standby of DATABASE_URL's server",
  another_database: "Name the database of DATABASE_URL in TALLYHO_READ_URL",
  migrations:
    "Wait for the standby to replay them, and let its user be that of DATABASE_URL",
  lagging: "Find out what holds its replay up: see pg_stat_replication",
  unknown_lag: "Wait for the standby to catch up, and run tallyho doctor again",
};

import { lookup } from "node:dns/promises";
import type { Clock } from "../../modules/kernel/mod.ts";
import type { Config } from "../config.ts";
import type { ReplicaUse } from "../read_replica/judge_replica.ts";
import { ReadReplica } from "../read_replica/read_replica.ts";
import { openTransport } from "../smtp_mailer.ts";
import type { ListedJob } from "./judge_work.ts";
import type { LocalTracker, PublicAnswer, Readiness } from "./judge_network.ts";

const ASK_MS_MAX = 5_000;
const REPLICA_LOOK_MS = 500;
/** A replica that lags more than ten seconds is not waited for. */
const REPLICA_LOOKS_MAX = 20;

/** Figures of `/readyz`, with what only the doctor reads. */
export interface TrackerFigures extends Readiness {
  proxies?: { untrusted: number };
}

/** Asks the tracker of this machine; null if none answers. */
export async function readLocal(url: string): Promise<LocalTracker | null> {
  const version = await askVersion(url).catch(() => null);
  return version === null || version.version === null
    ? null
    : { version: version.version };
}

/** Asks a tracker that runs for its figures; throws if it doesn't have them. */
export async function readFigures(url: string): Promise<TrackerFigures> {
  const answer = await ask(`${url}/readyz`);
  const body: unknown = await answer.json().catch(() => null);
  if (hasFigures(body)) return body;
  throw new Error(`${url}/readyz answers ${answer.status} without figures`);
}

function hasFigures(body: unknown): body is TrackerFigures {
  const { degraded, journal } = (body ?? {}) as Partial<TrackerFigures>;
  return Array.isArray(degraded) && journal !== undefined;
}

/** Asks the public URL as a visitor on this machine would. */
export async function readPublic(public_url: string): Promise<PublicAnswer> {
  const { hostname } = new URL(public_url);
  const none = { status: null, version: null, error: null };
  try {
    const found = await lookup(hostname.replace(/^\[|\]$/g, ""), { all: true });
    const addresses = found.map(({ address }) => address);
    try {
      return { addresses, error: null, ...(await askVersion(public_url)) };
    } catch (error) {
      return { ...none, addresses, error: textOf(error) };
    }
  } catch {
    return { ...none, addresses: null };
  }
}

async function askVersion(url: string) {
  const answer = await ask(`${url}/healthz`);
  const body: unknown = await answer.json().catch(() => null);
  const { alive, version } = (body ?? {}) as Record<string, unknown>;
  const is_ours = alive === true && typeof version === "string";
  return { status: answer.status, version: is_ours ? version : null };
}

async function ask(url: string): Promise<Response> {
  return await fetch(url, {
    redirect: "manual",
    signal: AbortSignal.timeout(ASK_MS_MAX),
  });
}

/** Signs in at the mail server; returns why that fails, or null. */
export async function readMail(
  smtp: NonNullable<Config["smtp"]>,
): Promise<string | null> {
  const transport = await openTransport(smtp.url, ASK_MS_MAX);
  try {
    await transport.verify();
    return null;
  } catch (error) {
    return textOf(error);
  } finally {
    transport.close();
  }
}

/** The jobs of the running tracker; null if they can't be asked for. */
export async function readJobs(
  call: (method: string, path: string) => Promise<Record<string, unknown>>,
): Promise<ListedJob[] | null> {
  try {
    const { data } = await call("GET", "/jobs?limit=500");
    return data as ListedJob[];
  } catch {
    return null;
  }
}

/** A message without an address's user and password. */
function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\/\/[^/\s]*@/g, "//").slice(0, 200);
}

/** How the replica of the settings stands to its primary; null where none is set. */
export async function readReplica(
  { read_url, database_url }: Config,
  clock: Clock,
): Promise<ReplicaUse | null> {
  if (read_url === null || database_url === null) return null;
  const replica = new ReadReplica({
    address: read_url,
    primary: database_url,
    clock,
    log: () => {},
  });
  try {
    for (let looks = 1; ; looks++) {
      const use = await replica.look();
      const is_known = use.is_used || use.code !== "unknown_lag";
      if (is_known || looks === REPLICA_LOOKS_MAX) return use;
      await Bun.sleep(REPLICA_LOOK_MS);
    }
  } finally {
    await replica.stop();
  }
}

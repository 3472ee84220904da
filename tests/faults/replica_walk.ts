import { routeKey } from "../../modules/http/mod.ts";
import { API } from "../../src/api_routes.ts";
import { isReadThere } from "../../src/read_replica/replica_routes.ts";
import type { ApiClient } from "../api_client.ts";
import type { ListRoute } from "../list_world.ts";
import { until } from "../until.ts";
import { AFTER_EVERYTHING } from "./replica_pair.ts";
import type { ReplicaPair } from "./replica_pair.ts";

const MEDIA = ["application/json", "text/csv", "application/x-ndjson"];
const PERIOD = "from=2026-11-10T00:00:00Z&to=2026-12-10T00:00:00Z";

/** Paths below `/api/v1` that are read on a replica, beside lists. */
export const REPORTS: readonly string[] = [
  `/reports?group_by=campaign,day&${PERIOD}`,
  `/reports?group_by=sub1,affiliate,advertiser&${PERIOD}`,
  `/clicks/summary?${PERIOD}`,
  `/postbacks/summary?${PERIOD}`,
  "/ledger/verify",
];

/** The lists that are read on a replica. */
export function listsThere(lists: readonly ListRoute[]): readonly string[] {
  return lists.flatMap(({ route, path }) => {
    const key = routeKey(route);
    return isReadThere(key, API[key]) ? [path] : [];
  });
}

/** Jobs work meanwhile, and what they do is replayed a moment later. */
const TRIES_MAX = 20;

/** Asks for each path in each form on both servers; returns which differ for long, and how. */
export async function compareReads(
  api: ApiClient,
  paths: readonly string[],
  media: readonly string[] = MEDIA,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const path of paths) {
    for (const accept of media) {
      let difference = await differenceOf(api, path, accept);
      for (let tries = 1; difference !== null && tries < TRIES_MAX; tries++) {
        difference = await differenceOf(api, path, accept);
      }
      if (difference !== null) wrong.push(difference);
    }
  }
  return wrong;
}

async function differenceOf(
  api: ApiClient,
  path: string,
  accept: string,
): Promise<string | null> {
  const there = await ask(api, path, { accept });
  const here = await ask(api, path, { accept, ...AFTER_EVERYTHING });
  const found = {
    ...{ path, accept, there: there.status, here: here.status },
    is_there: there.headers.has("tallyho-as-of"),
    is_here: !here.headers.has("tallyho-as-of"),
    is_same: textOf(there.body) === textOf(here.body),
  };
  const is_right = found.is_there && found.is_here && found.is_same;
  return is_right && there.status === 200 ? null : JSON.stringify(found);
}

/** A body without the moment that it is as of. */
function textOf(body: unknown): string {
  return JSON.stringify(body, (name, value: unknown) =>
    name === "as_of" ? undefined : value,
  );
}

/**
 * Asks for each path once; returns those for which the standby was asked nothing. Both servers log all
 * statements, with their connections' names.
 */
export async function findUnread(
  api: ApiClient,
  pair: ReplicaPair,
  paths: readonly string[],
): Promise<string[]> {
  const unread: string[] = [];
  for (const path of paths) {
    const { there } = await statementsOf(api, pair, path);
    if (there.length === 0 && path !== CONSTANT) unread.push(path);
  }
  return unread;
}

/**
 * Asks for each path once; returns those for which the primary was asked anything but who asks. No
 * other work may go on.
 */
export async function findReadHere(
  api: ApiClient,
  pair: ReplicaPair,
  paths: readonly string[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const path of paths) {
    const { here } = await statementsOf(api, pair, path);
    const others = here.filter((line) => !ADMISSION.test(line));
    if (others.length > 0) wrong.push(`${path}: ${others.join()}`);
  }
  return wrong;
}

/** A list of the program's own. */
const CONSTANT = "/postback-presets";
/** Reads who asks. */
const ADMISSION = /: select "(?:api_tokens|sessions)"\./;

async function statementsOf(
  api: ApiClient,
  { primary, standby }: ReplicaPair,
  path: string,
) {
  const from_here = primary.log.length;
  const from_there = standby.log.length;
  await ask(api, path);
  const mark = crypto.randomUUID();
  for (const server of [primary, standby]) {
    await server.ask("network", `select '${mark}'`);
    await until("its log has come so far", () => server.log.includes(mark));
  }
  return {
    here: statements(primary.log.slice(from_here), "tallyho"),
    there: statements(standby.log.slice(from_there), "tallyho reads"),
  };
}

function statements(log: string, name: string): string[] {
  return log
    .split("\n")
    .filter((line) => line.startsWith(`${name}|LOG: `))
    .map((line) => line.slice(0, 200));
}

async function ask(
  api: ApiClient,
  path: string,
  headers: Record<string, string> = {},
) {
  return await api.fetch(`/api/v1${path}`, {
    headers: { authorization: `Bearer ${api.token}`, ...headers },
  });
}

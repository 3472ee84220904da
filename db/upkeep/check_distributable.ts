import type postgres from "postgres";
import { PLACEMENT } from "../schema/mod.ts";

/** The oldest Citus that the statements were tried on. */
const CITUS_VERSION_MIN = 12;

/**
 * Throws, naming the cause and the cure, if this database can't be distributed: without Citus, by
 * another role than the owner, or while a tracker runs on it. Returns notes.
 */
export async function checkDistributable(
  client: postgres.Sql,
  app_role: string,
): Promise<string[]> {
  await checkCitus(client);
  await checkOwner(client);
  await checkRunning(client);
  const note = await checkWorkers(client);
  await checkLogin(client, app_role);
  return note === null ? [] : [note];
}

async function checkWorkers(client: postgres.Sql): Promise<string | null> {
  const nodes = await client.unsafe<{ is_worker: boolean; holds: boolean }[]>(
    `select groupid <> 0 as is_worker, shouldhaveshards as holds from pg_dist_node
     where noderole = 'primary' and isactive`,
  );
  if (nodes.some(({ is_worker, holds }) => is_worker && holds)) return null;
  // Without any node Citus adds this one by itself.
  if (nodes.length > 0 && !nodes.some(({ holds }) => holds)) {
    throw new Error(
      `Cannot distribute: no node may hold shards. Add a worker: "select citus_add_node('host', 5432)", as a superuser`,
    );
  }
  return "There are no workers: all shards lie on this node";
}

async function checkCitus(client: postgres.Sql): Promise<void> {
  const [citus] = await client.unsafe<{ version: string }[]>(
    "select extversion as version from pg_extension where extname = 'citus'",
  );
  if (citus === undefined) {
    throw new Error(
      `Cannot distribute: this database has no Citus. Run "create extension citus" in it on every node, as a superuser`,
    );
  }
  if (Number.parseInt(citus.version, 10) < CITUS_VERSION_MIN) {
    throw new Error(
      `Cannot distribute: Citus ${CITUS_VERSION_MIN} or newer is needed, found ${citus.version}`,
    );
  }
}

async function checkOwner(client: postgres.Sql): Promise<void> {
  const names = Object.keys(PLACEMENT).map((name) => `'${name}'`);
  const others = await client.unsafe<{ owner: string; me: string }[]>(
    `select distinct pg_get_userbyid(relowner) as owner, current_user as me from pg_class
     where relnamespace = 'public'::regnamespace and relname in (${names.join()})
       and not pg_has_role(current_user, relowner, 'USAGE')`,
  );
  const [other] = others;
  if (other === undefined) return;
  throw new Error(
    `Cannot distribute: the tables belong to "${other.owner}", and DATABASE_URL connects as "${other.me}"`,
  );
}

async function checkRunning(client: postgres.Sql): Promise<void> {
  const [table] = await client.unsafe<{ is_there: boolean }[]>(
    "select to_regclass('public.leases') is not null as is_there",
  );
  if (table?.is_there !== true) return;
  const [held] = await client.unsafe<{ holder: string; until: string }[]>(
    `select holder, leased_until::text as until from leases
     where leased_until > now() order by leased_until desc limit 1`,
  );
  if (held === undefined) return;
  throw new Error(
    `Cannot distribute: a tracker runs on this database (lease until ${held.until}). Stop every instance first`,
  );
}

/** Tries it as the program's role: Citus connects from the coordinator as whoever asks. */
async function checkLogin(
  client: postgres.Sql,
  app_role: string,
): Promise<void> {
  const advice = `Run "alter role ${app_role} login" on every node, and let pg_hba.conf or pg_dist_authinfo admit it there`;
  const [role] = await client.unsafe<{ can_login: boolean }[]>(
    `select rolcanlogin as can_login from pg_roles where rolname = '${app_role}'`,
  );
  if (role?.can_login !== true) {
    throw new Error(
      `Cannot distribute: the role "${app_role}" may not log in. ${advice}`,
    );
  }
  const failed = await client.begin(async (tx) => {
    await tx.unsafe(`set local role ${app_role}`);
    return await tx.unsafe<
      { nodename: string; nodeport: number; result: string }[]
    >(
      `select n.nodename, n.nodeport, r.result
       from run_command_on_workers('select 1') as r
       join pg_dist_node as n on n.nodename = r.nodename and n.nodeport = r.nodeport
       where not r.success`,
    );
  });
  const [first] = failed;
  if (first === undefined) return;
  throw new Error(
    `Cannot distribute: the role "${app_role}" does not reach ${first.nodename}:${first.nodeport} (${first.result}). ${advice}`,
  );
}

import { join } from "node:path";
import { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import type { ExternalPostgres } from "../faults/external_postgres.ts";
import type { Partners } from "./delivery_receiver.ts";
import { firstMatch, residentMib } from "./machine.ts";
import type { TargetOptions } from "./postback_target.ts";
import { runJobs } from "./run_jobs.ts";

const ADMIN_TOKEN = "th_bench_admin_token_0123456789";
const KEY = "a key that only the bench has, of enough characters";

/** A partner: an affiliate with its own campaign, link and endpoint. */
export interface Partner extends Setup {
  endpoint_id: number;
  /** Postback path of its campaign's advertiser. */
  postback_path: string;
}

/** A tracker in its own process, on an existing database. */
export interface BenchTracker {
  url: string;
  api: ApiClient;
  pid: number;
  memory_mib(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a tracker; migrates the database if it is empty. */
export async function startTracker(
  server: ExternalPostgres,
  base: string,
  options: { database: string; background: boolean },
): Promise<BenchTracker> {
  const { database, background } = options;
  const target: TargetOptions = {
    database_url: server.url(database),
    data_dir: join(base, database),
    key: KEY,
    admin_token: ADMIN_TOKEN,
    background,
  };
  const flags = process.env.TALLYHO_BENCH_PROFILE?.split(" ") ?? [];
  const child = Bun.spawn(
    [
      process.execPath,
      ...(background ? flags : []),
      join(import.meta.dir, "postback_target.ts"),
      JSON.stringify(target),
    ],
    { stdin: "ignore", stdout: "pipe", stderr: "inherit" },
  );
  const url = await firstMatch(child.stdout, /http:\/\/\S+/);
  return {
    url,
    api: new ApiClient(url, ADMIN_TOKEN),
    pid: child.pid,
    memory_mib: () => residentMib(child.pid),
    async stop() {
      child.kill("SIGTERM");
      await child.exited;
    },
  };
}

/** Creates a tracker's database with a number of partners, whose jobs have run. */
export async function makePartners(
  server: ExternalPostgres,
  base: string,
  options: { database: string; partners: Partners; count: number },
): Promise<Partner[]> {
  const { database, partners, count } = options;
  await server.ask("postgres", `create database ${database}`);
  const tracker = await startTracker(server, base, {
    database,
    background: true,
  });
  try {
    await runJobs(tracker.api);
    const made: Partner[] = [];
    for (let index = 0; index < count; index++) {
      made.push(await makePartner(tracker.api, partners.url(index)));
    }
    return made;
  } finally {
    await tracker.stop();
  }
}

async function makePartner(api: ApiClient, url: string): Promise<Partner> {
  const made = await setUp(api);
  const { advertiser_id, affiliate_id } = made;
  const sources = `/advertisers/${advertiser_id}/sources`;
  const source = await api.call<{ key: string }>("POST", sources, {
    name: "Shop",
    require: "none",
  });
  const endpoints = `/affiliates/${affiliate_id}/postbacks`;
  const endpoint = await api.call<{ id: number }>("POST", endpoints, {
    url: `${url}/pb?ref={click_ref}&payout={payout}&n={order_id}`,
  });
  return {
    ...made,
    endpoint_id: endpoint.id,
    postback_path: `/v1/postback/${source.key}`,
  };
}

/**
 * Inserts conversions with clicks, and a delivery of each to every partner, all
 * due, as postbacks would have.
 */
export async function fillDeliveries(
  server: ExternalPostgres,
  database: string,
  partners: readonly Partner[],
  conversions: number,
): Promise<void> {
  const [first] = partners;
  if (first === undefined) throw new Error("There are no partners");
  const { campaign_id, link_id, affiliate_id, advertiser_id } = first;
  const ids = partners.map(({ endpoint_id }) => endpoint_id).join(", ");
  await server.ask(
    database,
    `select ensure_days('clicks', array[current_date - 1, current_date, current_date + 1])`,
    `create table made as
     select i, at, ('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id,
       '\\x41'::bytea || substring(int8send((extract(epoch from at) * 1000)::bigint) from 3)
         || int8send(i) || substring(decode(md5(i::text), 'hex') for 5) as click_id
     from generate_series(1, ${conversions}) as i,
       (select date_trunc('second', now()) - interval '1 hour' as at) as t`,
    `insert into clicks (click_id, clicked_at, campaign_id, link_id, affiliate_id, marks, pays,
       verdict, country, ip, click_ref, sub1)
     select click_id, at, ${campaign_id}, ${link_id}, ${affiliate_id}, 1, true, 'ok', 'DE',
       '203.0.113.9', 'ref-' || i, 'banner' from made`,
    `insert into conversions (campaign_id, id, goal_key, dedupe_key, version,
       status, click_id, link_id, affiliate_id, advertiser_id, order_id, currency,
       amount_micros, revenue_micros, payout_micros, rule_version, proof, said_at,
       said, clicked_at, recorded_at, updated_at)
     select ${campaign_id}, id, 'sale', 'o:' || i, 1, 'approved', click_id, ${link_id},
       ${affiliate_id}, ${advertiser_id}, i::text, 'USD', 25000000, 20000000, 12500000, 1,
       'none', at, array['approved 25.00'], at, at, at from made`,
    `create table told as
     select uuidv7() as delivery_id, e, id, at
     from made, unnest(array[${ids}]) as e order by i`,
    `insert into deliveries (id, endpoint_id, campaign_id, affiliate_id, conversion_id, version,
       status, payout_micros, currency, state, created_at, expires_at)
     select delivery_id, e, ${campaign_id}, ${affiliate_id}, id, 1, 'approved', 12500000, 'USD',
       'due', at, at + interval '72 hours' from told`,
    `insert into delivery_queue (delivery_id, endpoint_id, conversion_id, version, due_at, expires_at)
     select delivery_id, e, id, 1, at, at + interval '72 hours' from told`,
    "drop table made, told",
    "vacuum (analyze)",
  );
}

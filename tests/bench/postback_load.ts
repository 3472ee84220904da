import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { KeyRing, Minter } from "../../modules/clicks/mod.ts";
import {
  sealKeyFrom,
  signQuery,
  systemClock,
} from "../../modules/kernel/mod.ts";
import { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import type { ExternalPostgres } from "../faults/external_postgres.ts";
import { runLoad } from "./load_client.ts";
import type { LoadOptions, LoadResult } from "./load_client.ts";
import { cpuSeconds, firstMatch, residentMib } from "./machine.ts";
import type { TargetOptions } from "./postback_target.ts";

const ADMIN_TOKEN = "th_bench_admin_token_0123456789";
const KEY = "a key that only the bench has, of enough characters";
const SECRET = "a-signing-secret-of-enough-characters";
const HEADERS = {
  "user-agent": "Northwind-Shop/2.1",
  accept: "*/*",
  "accept-encoding": "gzip",
};

/** A tracker under load, and what its postbacks are made from. */
export interface Target {
  url: string;
  /** As its admin. */
  api: ApiClient;
  database: string;
  path: string;
  slug: string;
  minter: Minter;
  link_id: number;
  /** The links whose clicks are sold, in turn: of one campaign or of several. */
  link_ids: readonly number[];
  advertiser_id: number;
  affiliate_id: number;
  campaign_id: number;
  sent: number;
  memory_mib(): Promise<number>;
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Starts a tracker on its own database, with a source that requires signatures and an endpoint of
 * the affiliate.
 */
export async function startTarget(
  server: ExternalPostgres,
  base: string,
  options: TargetStart = {},
): Promise<Target> {
  const database = `bench_${crypto.randomUUID().slice(0, 8)}`;
  await server.ask("postgres", `create database ${database}`);
  return await startTargetOn(server.url(database), base, options);
}

/** How a target is started. */
export interface TargetStart {
  batch_max?: number;
  preload?: string;
  background?: boolean;
  /** Its program, if another checkout's. */
  program?: string;
  campaigns?: number;
}

/** The same on a database that exists. */
export async function startTargetOn(
  database_url: string,
  base: string,
  {
    batch_max,
    preload,
    background = false,
    program = join(import.meta.dir, "postback_target.ts"),
    campaigns = 1,
  }: TargetStart = {},
): Promise<Target> {
  const database = new URL(database_url).pathname.slice(1);
  const options: TargetOptions = {
    database_url,
    data_dir: join(base, `data-${crypto.randomUUID().slice(0, 8)}`),
    key: KEY,
    admin_token: ADMIN_TOKEN,
    background,
    ...(batch_max === undefined ? {} : { batch_max }),
  };
  const flags = process.env.TALLYHO_BENCH_PROFILE?.split(" ") ?? [];
  const child = Bun.spawn(
    [
      process.execPath,
      ...(preload === undefined ? [] : ["--preload", preload]),
      ...(batch_max === undefined ? flags : []),
      program,
      JSON.stringify(options),
    ],
    { stdout: "pipe", stderr: "inherit" },
  );
  const url = await firstMatch(child.stdout, /http:\/\/\S+/);
  const api = new ApiClient(url, ADMIN_TOKEN);
  const made = await setUp(api);
  const { advertiser_id, affiliate_id } = made;
  const sources = `/advertisers/${advertiser_id}/sources`;
  const source = await api.call<{ id: number; key: string }>("POST", sources, {
    name: "Shop",
    require: "signature",
  });
  await api.call("POST", `${sources}/${source.id}/secrets`, { secret: SECRET });
  await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
    url: "https://partner.example/pb?ref={click_ref}&payout={payout}",
  });
  return {
    url,
    api,
    database,
    path: `/v1/postback/${source.key}`,
    minter: await minterOf(options.database_url),
    ...made,
    link_ids: [made.link_id, ...(await moreLinks(api, made, campaigns - 1))],
    sent: 0,
    memory_mib: () => residentMib(child.pid),
    cpuSeconds: () => cpuSeconds(child.pid),
    async stop() {
      child.kill("SIGTERM");
      await child.exited;
    },
  };
}

/** Links of further campaigns of the same advertiser and affiliate. */
async function moreLinks(
  api: ApiClient,
  { advertiser_id, affiliate_id }: Setup,
  count: number,
): Promise<number[]> {
  const links: number[] = [];
  for (let at = 0; at < count; at++) {
    const campaign = await api.call("POST", "/campaigns", {
      ...{ advertiser_id, name: `Shoes ${at}`, currency: "USD" },
      destination_url: "https://shop.example/landing",
      goals: [
        {
          key: "sale",
          revenue: { type: "fixed", amount: "20.00" },
          payout: { type: "fixed", amount: "12.50" },
        },
      ],
    });
    const link = await api.call("POST", "/links", {
      campaign_id: campaign.id,
      affiliate_id,
    });
    links.push(Number(link.id));
  }
  return links;
}

/** A minter with the tracker's key. */
async function minterOf(database_url: string): Promise<Minter> {
  const db = openDatabase(database_url, { connections_max: 1 });
  const seal_key = sealKeyFrom(Buffer.from(KEY));
  const ring = new KeyRing({ db, clock: systemClock, seal_key });
  await ring.refresh();
  await closeDatabase(db);
  const signing = () => ring.signing();
  return new Minter({
    clock: systemClock,
    ring: { signing },
    node: () => 65_000,
  });
}

function linkOf({ link_ids, link_id }: Target, number: number): number {
  return link_ids[number % link_ids.length] ?? link_id;
}

/** Writes signed postbacks ready to send, one per line. */
async function writePaths(
  target: Target,
  file: string,
  count: number,
  { clicks, extra }: { clicks: readonly string[]; extra: string },
): Promise<void> {
  const ts = Math.floor(systemClock.nowMs() / 1000);
  const lines: string[] = [];
  for (let index = 0; index < count; index++) {
    const number = target.sent++;
    const click_id =
      clicks.length > 0
        ? (clicks[number % clicks.length] ?? "")
        : target.minter.mint(linkOf(target, number), true).click_id;
    const amount = `${20 + (number % 80)}.${10 + (number % 90)}`;
    const query = `click_id=${click_id}&order_id=NW-2026-${number}&amount=${amount}&currency=USD&status=approved&ts=${ts}${extra}`;
    const { path } = target;
    const body = new Uint8Array();
    const method = "GET";
    const sig = signQuery({ secret: SECRET, ts, method, path, query, body });
    lines.push(`${path}?${query}&sig=${sig}`);
  }
  await Bun.write(file, lines.join("\n"));
}

/**
 * Sends a maximum number of postbacks, each with its own order, and its own click unless clicks are
 * given; `extra` is more of the query.
 */
export async function sendPostbacks(
  target: Target,
  count: number,
  {
    clicks = [],
    extra = "",
    ...load
  }: Pick<LoadOptions, "connections" | "duration_ms" | "per_second"> & {
    clicks?: readonly string[];
    extra?: string;
  },
): Promise<LoadResult> {
  const paths_file = join(tmpdir(), `${target.database}.paths`);
  await writePaths(target, paths_file, count, { clicks, extra });
  try {
    const { url } = target;
    return await runLoad({ url, headers: HEADERS, paths_file, ...load });
  } finally {
    await rm(paths_file, { force: true });
  }
}

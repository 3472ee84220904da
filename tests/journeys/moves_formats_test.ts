// A network that leaves its tracker has that tracker's exports, not ours: of each an example network
// moves in by one command, its old links lead to the advertiser, its old clicks convert and are told
// of, its balances stand in the ledger, and undone untouched it leaves nothing.
import { afterAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { READERS } from "../../modules/moves/mod.ts";
import type { MoveSource } from "../../modules/moves/mod.ts";
import { ManualClock } from "../../modules/kernel/mod.ts";
import {
  ADMIN_TOKEN,
  createTestDatabase,
  startTestService,
} from "../harness.ts";
import type { TestService } from "../harness.ts";
import { IS_LONG } from "../long.ts";
import { balances, configuration, work } from "../moves_world.ts";
import type { ShownMove } from "../moves_world.ts";
import {
  addedTo,
  exportOf,
  MOVED_AT_MS,
  OLD_NETWORKS,
} from "../old_networks.ts";
import type { OwnersFile } from "../old_networks.ts";
import { runProgram } from "../program.ts";
import { PartnerReceiver } from "../receiver.ts";
import { ADDRESSES, AGENTS, BEHIND_PROXY, storedClick } from "../visits.ts";

const SOURCES = Object.keys(READERS) as MoveSource[];
/** A dump, a tracker's tables and our own ones; `bun run faults` moves in from all. */
const TRIED: MoveSource[] = IS_LONG ? SOURCES : ["keitaro", "csv"];
const receiver = new PartnerReceiver();
const directory = await mkdtemp(join(tmpdir(), "tallyho-formats-"));
afterAll(async () => {
  await receiver.stop();
  await rm(directory, { recursive: true, force: true });
});

async function open() {
  const database = await createTestDatabase();
  const clock = new ManualClock(MOVED_AT_MS);
  const service = await startTestService(database, {
    clock,
    env: BEHIND_PROXY,
  });
  afterAll(async () => {
    await service.stop();
    await database.drop();
  });
  return { database, service, api: service.api };
}

/** Writes files of a network, runs the command on them, and returns the id of its move. */
async function command(
  service: TestService,
  from: MoveSource,
  files: OwnersFile[],
): Promise<string> {
  const paths = files.map(({ name }) => join(directory, from, name));
  for (const [at, path] of paths.entries()) {
    await Bun.write(path, files[at]?.text ?? "");
  }
  const words = ["move", ...paths, "--from", from, "--currency", "EUR"];
  const { code, stdout, stderr } = await runProgram([...words, "--yes"], {
    PORT: new URL(service.url).port,
    TALLYHO_ADMIN_TOKEN: ADMIN_TOKEN,
  });
  expect([code, stderr]).toEqual([0, ""]);
  return /--undo ([0-9a-f-]{36})/.exec(stdout)?.[1] ?? "";
}

type Api = TestService["api"];

async function plan(
  api: Api,
  from: MoveSource,
  files: OwnersFile[],
  more: Record<string, unknown> = {},
): Promise<ShownMove> {
  const body = { from, files, currency: "EUR", ...more };
  return await api.call<ShownMove>("POST", "/moves", body);
}

/** A move's word on each row, without what became of it. */
function verdicts({ rows }: ShownMove) {
  return rows.map(({ file, row_no, kind, old_id, verdict, reason }) => ({
    ...{ file, row_no, kind, old_id, verdict, reason },
  }));
}

const BECOMES = {
  create: "done",
  update: "done",
  skip: "kept",
  refuse: "refused",
};

async function idOf(api: Api, path: string): Promise<number> {
  return Number((await api.call("GET", path))["id"]);
}

type Balance = Record<"currency" | "payable" | "pending", string>;

/** An affiliate's balance in a currency. */
async function balanceOf(api: Api, affiliate: string, wanted: string) {
  const id = await idOf(api, `/affiliates/external_id:${affiliate}`);
  const { data } = await api.call<{ data: Balance[] }>(
    "GET",
    `/affiliates/${id}/balance`,
  );
  return data
    .filter(({ currency }) => currency === wanted)
    .map(({ currency, payable, pending }) => ({ currency, payable, pending }));
}

/** Opens an old link from Germany, and returns where it led, with its click. */
async function follow(api: Api, path: string) {
  const { status, headers, body } = await api.fetch(path, {
    headers: { "user-agent": AGENTS.windows, "x-forwarded-for": ADDRESSES.DE },
  });
  const { transaction_id } = body as { transaction_id?: string };
  return { status, address: headers.get("location"), click_id: transaction_id };
}

/** An address as a pattern: the places of our ids are open. */
function patternOf(address: string): RegExp {
  const text = address.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(
    `^${text.replace("CLICK", "([0-9a-z]{32})").replace("NUMBER", String.raw`\d+`)}$`,
  );
}

/** Accounts of the ledger that aren't even. */
async function sums(api: Api) {
  const { data } = await balances(api);
  return (data as Record<string, string>[]).filter(
    ({ currency: _, ...amounts }) =>
      Object.values(amounts).some((amount) => /[1-9]/.test(amount)),
  );
}

/** Sends all that is to be told, and returns what was asked of affiliates' addresses. */
async function told(service: TestService): Promise<string[]> {
  while (await service.network_events.runOnce());
  while (await service.deliverer.runOnce());
  return receiver.received
    .splice(0)
    .map(({ url }) => `${url.pathname}${url.search}`);
}

test("each tracker whose exports can be read has an example network", () => {
  expect(Object.keys(OLD_NETWORKS).toSorted()).toEqual(SOURCES.toSorted());
});

describe.each(TRIED)("a network of %s", async (from) => {
  const network = OLD_NETWORKS[from];
  const { currency } = network.owed;
  const { database, service, api } = await open();
  const files = await exportOf(from, receiver.url);
  const added = addedTo(from, receiver.url);

  test("moves in by one command, which does what its dry run said", async () => {
    const dry = await plan(api, from, files);
    expect([dry.status, dry.problem]).toEqual(["planned", null]);
    const id = await command(service, from, files);
    const move = await api.call<ShownMove>("GET", `/moves/${id}`);
    expect(verdicts(move)).toEqual(verdicts(dry));
    expect(move.counts.map(({ verdict, state }) => [verdict, state])).toEqual(
      move.counts.map(({ verdict }) => [
        verdict,
        BECOMES[verdict as keyof typeof BECOMES],
      ]),
    );
    if (network.is_alone === undefined) return;
    const second = await plan(api, "csv", added, { dry_run: false });
    expect(second.rows.map(({ state, reason }) => [state, reason])).toEqual(
      second.rows.map(() => ["done", null]),
    );
  });

  test("its balances stand in the ledger, and nobody is told of its history", async () => {
    expect(await balanceOf(api, network.affiliate, currency)).toEqual([
      network.owed,
    ]);
    expect(await api.call("GET", "/ledger/verify")).toMatchObject({ ok: true });
    expect(await told(service)).toEqual([]);
  });

  test("each of its old links leads to the advertiser", async () => {
    expect(network.links).not.toEqual([]);
    for (const [path, wanted] of network.links) {
      const { status, address, click_id } = await follow(api, path);
      expect([path, status]).toEqual([path, wanted === "JSON" ? 200 : 302]);
      const found = patternOf(wanted).exec(address ?? "");
      if (wanted !== "JSON" && found === null) expect(address).toBe(wanted);
      const click = await storedClick(service, click_id ?? found?.[1] ?? "");
      expect(click).toMatchObject({ verdict: "sent", pays: true });
    }
  });

  test("an order that the old tracker has paid for is a duplicate, and owes nothing", async () => {
    if (network.settled === null) return;
    const { click, ...order } = network.settled;
    const { body } = await api.postback({
      [network.click.name]: click,
      ...order,
    });
    expect(body).toMatchObject({ outcome: "duplicate" });
    expect(await told(service)).toEqual([]);
    expect(await balanceOf(api, network.affiliate, currency)).toEqual([
      network.owed,
    ]);
  });

  test("its old click converts, and its affiliate is told", async () => {
    const { name, id } = network.click;
    const { body } = await api.postback({
      ...{ [name]: id, order_id: "N-1", amount: "80" },
    });
    expect(body).toMatchObject({ outcome: "recorded" });
    const { conversion_id } = body as { conversion_id: string };
    const path = `/conversions/${conversion_id}`;
    const sale = await api.call("GET", path);
    expect(sale).toMatchObject({
      campaign_id: await idOf(
        api,
        `/campaigns/external_id:${network.campaign}`,
      ),
      affiliate_id: await idOf(
        api,
        `/affiliates/external_id:${network.affiliate}`,
      ),
    });
    if (sale["status"] === "pending") {
      const reason = "It was delivered";
      await api.call("PATCH", path, { status: "approved", reason });
    }
    expect(await told(service)).toEqual([
      network.told.replace("CLICK", String(sale["click_id"])),
    ]);
    expect(await api.call("GET", "/ledger/verify")).toMatchObject({ ok: true });
  });

  test("the same files again change nothing", async () => {
    const before = await configuration(database);
    const again = await plan(api, from, files);
    const known = again.counts.map(({ verdict }) => verdict);
    expect(
      known.filter((verdict) => verdict !== "skip" && verdict !== "refuse"),
    ).toEqual([]);
    await work(api, again.id, "apply");
    expect(await configuration(database)).toEqual(before);
  });
});

describe.each(TRIED)("an untouched network of %s is undone", async (from) => {
  const network = OLD_NETWORKS[from];
  const { database, api } = await open();
  const files = await exportOf(from, receiver.url);
  const before = await configuration(database);

  test("without leaving anything", async () => {
    const more = { dry_run: false, conversions_days: 0 };
    const move = await plan(api, from, files, more);
    expect(await configuration(database)).not.toEqual(before);
    const undone = await work(api, move.id, "undo");
    expect(undone.status).toBe("undone");
    expect(
      undone.counts.filter(
        ({ state }) => !["removed", "kept", "refused"].includes(state),
      ),
    ).toEqual([]);
    expect(await configuration(database)).toEqual(before);
    expect(await sums(api)).toEqual([]);
  });

  test("with its history, without an open link, an affiliate or money", async () => {
    const move = await plan(api, from, files, { dry_run: false });
    expect((await work(api, move.id, "undo")).status).toBe("undone");
    for (const [path, wanted] of network.links) {
      const { status, address } = await follow(api, path);
      expect([path, status]).not.toEqual([path, 200]);
      expect(address ?? "").not.toMatch(patternOf(wanted));
    }
    for (const path of [
      "/affiliates?status=active",
      "/campaigns?status=active",
    ]) {
      const { data } = await api.call<{ data: unknown[] }>("GET", path);
      expect(data).toEqual([]);
    }
    expect(await sums(api)).toEqual([]);
    expect(await api.call("GET", "/ledger/verify")).toMatchObject({ ok: true });
  });
});

import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { routeInput, loadWorld, NOW_MS } from "../../tests/routing_world.ts";
import type { World } from "../../tests/routing_world.ts";
import { ManualClock } from "../kernel/mod.ts";
import { readClickId } from "./click_id.ts";
import { decodeClick } from "./click_record.ts";
import { ClickRecorder } from "./click_recorder.ts";
import { Journal, scanStretch, segmentFiles } from "./journal/mod.ts";
import { Minter, LeaseExpired } from "./minter.ts";

const KEY = new Uint8Array(32).fill(7);
const directory = mkdtempSync(join(tmpdir(), "tallyho-taker-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const VISIT = {
  query: "sub1=a",
  ip: "8.8.8.8",
  user_agent: "Mozilla/5.0",
  referrer: null,
};

/** A minter whose lease has expired until it is renewed. */
class ExpiredMinter extends Minter {
  is_renewed = false;

  override mint(link_id: number, pays: boolean) {
    if (this.is_renewed) return super.mint(link_id, pays);
    const term = { node: 1, holder: "", leased_from: 0, leased_until: NOW_MS };
    throw new LeaseExpired(term);
  }
}

function setUp(
  options: {
    world?: World;
    journal_bytes_max?: number;
    renew?: (minter: ExpiredMinter) => Promise<void>;
  } = {},
) {
  const clock = new ManualClock(NOW_MS);
  const configuration = loadWorld(options.world);
  const { link, visitor } = routeInput(configuration, {});
  const failures: string[] = [];
  const noted: (readonly number[])[] = [];
  const journal = new Journal({
    files: segmentFiles(mkdtempSync(join(directory, "journal-"))),
    durability: "fsync",
    size_bytes_max: options.journal_bytes_max ?? 1_000_000,
    failed: () => {},
  });
  const signing = () => ({ key_number: 0, key: KEY });
  const minterOf = (node: number) => ({
    clock,
    ring: { signing },
    node: () => node,
  });
  const expired = new ExpiredMinter(minterOf(1));
  const recorder = new ClickRecorder({
    clock,
    configuration,
    caps: {
      isCapped: () => false,
      capsOf: () => [9],
      noteClick: (ids) => noted.push(ids),
    },
    journal,
    minter: options.renew === undefined ? new Minter(minterOf(1)) : expired,
    test_minter: new Minter(minterOf(0)),
    lease: { renew: async () => await options.renew?.(expired) },
    geo: visitor,
    network_fallback: null,
    failed: (what, error) => failures.push(`${what}: ${String(error)}`),
  });
  const stored = () => {
    const raw = journal.readBytes(journal.start);
    const records = raw === null ? [] : scanStretch(raw).records;
    return records.map(({ text }) => decodeClick(text));
  };
  return { recorder, link, journal, stored, failures, noted };
}

function hrefOf(click_id: string): string {
  return `https://shop.example/?click_id=${click_id}`;
}

describe("ClickRecorder", () => {
  test("has a click in the journal before it says where the visitor goes", async () => {
    const { recorder, link, stored } = setUp();
    const { click_id, location } = await recorder.record(link, VISIT);
    expect(location).toBe(hrefOf(click_id));
    expect(stored()).toMatchObject([
      { click_id, time_ms: NOW_MS, verdict: "sent", pays: "t", ip: VISIT.ip },
    ]);
    expect(recorder.not_stored).toBe(0);
  });

  test("sends the visitor on with an id that proves itself where the journal takes no more, and counts that", async () => {
    const { recorder, link, stored, failures } = setUp({
      journal_bytes_max: 1,
    });
    for (const not_stored of [1, 2]) {
      const { click_id, location } = await recorder.record(link, VISIT);
      expect(location).toBe(hrefOf(click_id));
      expect(readClickId(click_id, () => KEY)).toMatchObject({
        kind: "valid",
        fields: { link_id: link.id },
      });
      expect(recorder.not_stored).toBe(not_stored);
    }
    expect(stored()).toEqual([]);
    expect(failures).toHaveLength(2);
    expect(failures[0]).toContain("it holds 1 bytes");
  });

  test("goes on the same where the journal is closed", async () => {
    const { recorder, link, journal } = setUp();
    await journal.close();
    const { click_id, location } = await recorder.record(link, VISIT);
    expect(location).toBe(hrefOf(click_id));
    expect(recorder.not_stored).toBe(1);
  });

  test("renews a node number that has run out, and the visitor notices nothing", async () => {
    const { recorder, link, stored } = setUp({
      renew: async (minter) => {
        minter.is_renewed = true;
      },
    });
    const { click_id } = await recorder.record(link, VISIT);
    expect(stored()).toMatchObject([{ click_id }]);
    expect(recorder.not_stored).toBe(0);
  });

  test("sends the visitor on without an id where no number is to be had, and counts that", async () => {
    const { recorder, link, stored, failures } = setUp({
      renew: () => Promise.reject(new Error("the database is away")),
    });
    const taken = await recorder.record(link, VISIT);
    expect(taken).toMatchObject({
      click_id: "",
      location: "https://shop.example/",
    });
    expect(recorder.not_stored).toBe(1);
    expect(stored()).toEqual([]);
    expect(failures).toEqual([
      "a click got no id: Error: the database is away",
    ]);
  });

  test("counts against caps what was sent on, and nothing that was only looked at", async () => {
    const cap = {
      campaign_id: 1,
      affiliate_id: null,
      goal_key: null,
      sub_name: null,
      sub_value: null,
      metric: "clicks",
      period: "day",
      limit_value: "5",
      over: "fallback",
    };
    const caps = [{ ...cap, id: 9 }] as NonNullable<World["caps"]>;
    const active = setUp({ world: { caps } });
    active.recorder.preview(active.link, VISIT);
    expect(active.noted).toEqual([]);
    await active.recorder.record(active.link, VISIT);
    expect(active.noted).toEqual([[9]]);
    const campaigns = [{ id: 1, status: "paused" }];
    const paused = setUp({ world: { caps, campaigns } });
    await paused.recorder.record(paused.link, VISIT);
    expect(paused.noted).toEqual([]);
    expect(paused.stored()).toMatchObject([{ verdict: "paused" }]);
  });
});

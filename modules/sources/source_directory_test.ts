import { describe, expect, test } from "bun:test";
import { inCidrs, ManualClock, sealKeyFrom } from "../kernel/mod.ts";
import { PRESETS } from "./platforms/presets.ts";
import { SourceDirectory } from "./source_directory.ts";
import type { SourceRow } from "./source_directory.ts";
import { sealSourceKey } from "./source_key.ts";
import { sealSecret } from "./source_secret.ts";

const clock = new ManualClock(Date.UTC(2026, 10, 22));
const seal_key = sealKeyFrom(Buffer.from("a key that only tests have"));
const foreign_key = sealKeyFrom(Buffer.from("another network's key"));

function row(id: number, change: Partial<SourceRow> = {}): SourceRow {
  return {
    id,
    advertiser_id: 1,
    name: `Source ${id}`,
    ...sealSourceKey(seal_key, change.advertiser_id ?? 1, `key${id}`),
    is_default: false,
    preset: null,
    mapping: {},
    goal_map: {},
    status_map: {},
    secrets: [],
    token: null,
    old_key: null,
    old_token: null,
    require: "token",
    allow_ips: [],
    enforce: true,
    drift_seconds: 300,
    timezone: "UTC",
    currency: null,
    amount_unit: "major",
    decimal_comma: false,
    amount_updates: false,
    reversal_amount: null,
    reinstate: false,
    pixel: false,
    had_pixel: false,
    answer: null,
    rate_per_second: null,
    store: null,
    service_account: null,
    created_at: 0,
    ...change,
  };
}

function directoryOf(...rows: SourceRow[]) {
  const told: string[] = [];
  const directory = new SourceDirectory(seal_key, (what) => told.push(what));
  // As restored from the configuration snapshot.
  directory.build(JSON.parse(JSON.stringify(rows)) as unknown[]);
  return { directory, told };
}

const names = (source: { id: number }) => source.id;

describe("a source directory", () => {
  test("finds sources by key, id, advertiser and preset", () => {
    const { directory } = directoryOf(
      row(1),
      row(2, { advertiser_id: 2, preset: "tune" }),
      row(3, { preset: "tune" }),
    );
    expect(directory.byKey("key2", 0)?.id).toBe(2);
    expect(directory.byKey("key9", 0)).toBeUndefined();
    expect(directory.byId(3)?.key).toBe("key3");
    expect(directory.ofAdvertiser(1).map(names)).toEqual([1, 3]);
    expect(directory.ofAdvertiser(9)).toEqual([]);
    expect(directory.withPreset("tune").map(names)).toEqual([2, 3]);
    expect(directory.withPreset("cake")).toEqual([]);
    expect(directory.all().map(names)).toEqual([1, 2, 3]);
  });

  test("takes as default the one that is marked, else the first", () => {
    const { directory } = directoryOf(
      row(1),
      row(2, { is_default: true }),
      row(3, { advertiser_id: 2 }),
      row(4, { advertiser_id: 2 }),
    );
    expect(directory.defaultOf(1)?.id).toBe(2);
    expect(directory.defaultOf(2)?.id).toBe(3);
    expect(directory.defaultOf(9)).toBeNull();
  });

  test("forgets what is gone at the next reading", () => {
    const { directory } = directoryOf(row(1, { preset: "tune" }));
    directory.build([]);
    expect(directory.byKey("key1", 0)).toBeUndefined();
    expect(directory.byId(1)).toBeUndefined();
    expect(directory.defaultOf(1)).toBeNull();
    expect(directory.ofAdvertiser(1)).toEqual([]);
    expect(directory.withPreset("tune")).toEqual([]);
  });
});

describe("a preset", () => {
  const parameter = (name: string) =>
    ({ name, value: "x", from: "query" }) as const;

  test("is laid under what the source says: its names and words win", () => {
    const { directory } = directoryOf(
      row(1, {
        preset: "affise",
        mapping: { order_id: ["my_order"], adv1: ["sum"] },
        status_map: { 1: { status: "pending" }, fine: { status: "approved" } },
        goal_map: { buy: "sale" },
      }),
    );
    const source = directory.byId(1)!;
    const read = source.names.read([
      parameter("my_order"),
      parameter("action_id"),
      parameter("sum"),
      parameter("clickid"),
    ]);
    expect(read.of("order_id").map(({ name }) => name)).toEqual(["my_order"]);
    expect(read.of("adv1").map(({ name }) => name)).toEqual(["sum"]);
    expect(read.of("amount")).toEqual([]);
    expect(read.of("click_id")).toHaveLength(1);
    expect(source.status_map.get("1")).toEqual({ status: "pending" });
    expect(source.status_map.get("2")).toEqual(PRESETS.affise.status_map["2"]!);
    expect(source.status_map.get("fine")).toEqual({ status: "approved" });
    expect(source.goal_map.get("buy")).toBe("sale");
    expect(source.answer).toBe(PRESETS.affise.answer);
  });

  test("says how amounts are written where the source says nothing", () => {
    const { directory } = directoryOf(
      row(1),
      row(2, { preset: "partnerstack" }),
      row(3, { preset: "tune", answer: "always_200", amount_unit: "minor" }),
      row(4, { preset: "everflow" }),
    );
    expect(directory.byId(1)).toMatchObject({
      preset: null,
      amount_unit: "major",
      decimal_comma: false,
      reversal_amount: null,
      answer: "problem",
    });
    expect(directory.byId(2)?.amount_unit).toBe("minor");
    expect(directory.byId(3)).toMatchObject({
      answer: "always_200",
      amount_unit: "minor",
    });
    expect(directory.byId(4)?.decimal_comma).toBe(
      PRESETS.everflow.decimal_comma ?? false,
    );
  });

  test("that is unknown is reported, and the source works without it", () => {
    const { directory, told } = directoryOf(row(1, { preset: "toString" }));
    expect(directory.byId(1)?.preset).toBeNull();
    expect(told).toEqual([expect.stringContaining('"toString"')]);
  });
});

describe("secrets", () => {
  const mine = sealSecret({ seal_key, clock }, 1, "a secret of ours, in clear");
  const foreign = sealSecret({ seal_key: foreign_key, clock }, 1, "not ours");

  test("are live in clear", () => {
    const token = sealSecret({ seal_key, clock }, 1, "a token");
    const { directory } = directoryOf(row(1, { secrets: [mine], token }));
    const source = directory.byId(1);
    expect(source?.secrets).toEqual(["a secret of ours, in clear"]);
    expect(source?.token).toBe("a token");
  });

  test("that can't be decrypted leave the others live, and are reported once", () => {
    const rows = [row(1, { secrets: [foreign, mine], token: foreign }), row(2)];
    const { directory, told } = directoryOf(...rows);
    expect(directory.byId(1)?.secrets).toEqual(["a secret of ours, in clear"]);
    expect(directory.byId(1)?.token).toBeNull();
    expect(directory.byId(2)).toBeDefined();
    expect(told.length).toBeGreaterThan(0);
    const count = told.length;
    directory.build(rows);
    expect(told).toHaveLength(count);
  });
});

test("addresses that can't be read let nobody in", () => {
  const { directory, told } = directoryOf(
    row(1, { allow_ips: ["192.0.2.0/24", "2001:db8::1"] }),
    row(2, { allow_ips: ["nowhere"] }),
    row(3),
  );
  const ranges = directory.byId(1)!.allow_ips;
  expect(inCidrs("192.0.2.9", ranges)).toBe(true);
  expect(inCidrs("2001:db8::1", ranges)).toBe(true);
  expect(inCidrs("192.0.3.9", ranges)).toBe(false);
  expect(directory.byId(2)!.allow_ips).not.toEqual([]);
  expect(inCidrs("192.0.2.9", directory.byId(2)!.allow_ips)).toBe(false);
  expect(told).toHaveLength(1);
  expect(directory.byId(3)!.allow_ips).toEqual([]);
});

test("a replaced key is taken until its time, also by a snapshot that knows none", () => {
  const { sealed } = replacedKey("before");
  const old_key = { id: null, sealed, valid_until: 1000 };
  const { directory } = directoryOf(row(1, { old_key }), row(2));
  expect(directory.byKey("before", 999)?.id).toBe(1);
  expect(directory.byKey("before", 1000)).toBeUndefined();
  expect(directory.keyOfMark(directory.marks.of("before"))).toBe("before");
  expect(directory.byKey("key1", 1000)?.id).toBe(1);
  const { old_key: _key, old_token: _token, ...earlier } = row(3);
  const restored = directoryOf(earlier as SourceRow).directory;
  expect(restored.byKey("key3", 0)?.id).toBe(3);
});

test("a replaced key that is another's by now is the other's", () => {
  const { sealed } = replacedKey("key2");
  const old_key = { id: null, sealed, valid_until: 1000 };
  const { directory } = directoryOf(row(1, { old_key }), row(2));
  expect(directory.byKey("key2", 0)?.id).toBe(2);
});

function replacedKey(key: string) {
  return { sealed: sealSourceKey(seal_key, 1, key).key_sealed ?? "" };
}

import { describe, expect, test } from "bun:test";
import { openDatabase } from "../../db/mod.ts";
import { Counter, Problem } from "../../modules/kernel/mod.ts";
import { judgeReplica } from "./judge_replica.ts";
import { LAST_POSITION, parsePosition, positionText } from "./log_position.ts";
import { ReadMarks } from "./read_marks.ts";
import { isReplicaFault, readingClock } from "./read_place.ts";
import { ReadReplica } from "./read_replica.ts";
import { ReplayLag } from "./replay_lag.ts";
import { isMoving, isReadThere } from "./replica_routes.ts";
import { replicaWork } from "./replica_work.ts";
import { API } from "../api_routes.ts";

const PRIMARY = {
  ...{ system: "7", database: "16384", migrations: "9 40" },
  is_in_recovery: false,
};
const REPLICA = { ...PRIMARY, is_in_recovery: true };

describe("judgeReplica()", () => {
  const judge = (replica: Partial<typeof REPLICA>, lag_ms: number | null = 0) =>
    judgeReplica({
      primary: PRIMARY,
      replica: { ...REPLICA, ...replica },
      lag_ms,
      is_at_least: lag_ms === null,
      was_lagging: false,
    });

  test("takes the primary's own standby up to ten seconds behind", () => {
    expect(judge({})).toEqual({ is_used: true, lag_ms: 0 });
    expect(judge({}, 10_000)).toMatchObject({ is_used: true });
    expect(judge({}, 10_001)).toMatchObject({ code: "lagging" });
    expect(judge({}, null)).toMatchObject({ code: "unknown_lag" });
  });

  test("refuses a server that takes writes, and that of another cluster, database or migration", () => {
    expect(judge({ is_in_recovery: false })).toMatchObject({
      code: "not_a_standby",
    });
    expect(judge({ system: "8" })).toMatchObject({ code: "another_server" });
    expect(judge({ database: "5" })).toMatchObject({
      code: "another_database",
    });
    expect(judge({ migrations: "8 39" })).toMatchObject({
      code: "migrations",
    });
  });

  test("takes one that lagged too far again once it lags half as much", () => {
    const again = (lag_ms: number) =>
      judgeReplica({
        ...{ primary: PRIMARY, replica: REPLICA, lag_ms, is_at_least: false },
        was_lagging: true,
      }).is_used;
    expect(again(5_001)).toBeFalse();
    expect(again(5_000)).toBeTrue();
  });
});

describe("ReplayLag", () => {
  test("is 0 on an idle primary, however long nothing was written", () => {
    const lag = new ReplayLag();
    expect(lag.at(0)).toBeNull();
    for (let at_ms = 0; at_ms <= 600_000; at_ms += 1_000) {
      lag.note({ at_ms, position: 100n }, 100n);
    }
    expect(lag.at(600_500)).toBe(0);
    expect(lag.as_of_ms).toBe(600_000);
  });

  test("is the age of the newest position that was replayed", () => {
    const lag = new ReplayLag();
    lag.note({ at_ms: 0, position: 100n }, 100n);
    lag.note({ at_ms: 1_000, position: 200n }, 100n);
    lag.note({ at_ms: 2_000, position: 300n }, 100n);
    expect(lag.at(2_500)).toBe(2_500);
    lag.note({ at_ms: 3_000, position: 300n }, 250n);
    expect(lag.at(3_000)).toBe(2_000);
    lag.note({ at_ms: 4_000, position: 300n }, 300n);
    expect(lag.at(4_000)).toBe(0);
  });

  test("is at least as long as it was never seen to have caught up", () => {
    const lag = new ReplayLag();
    lag.note({ at_ms: 1_000, position: 100n }, 90n);
    lag.note({ at_ms: 14_000, position: 200n }, 95n);
    expect(lag.at(14_000)).toBe(13_000);
    expect(lag.as_of_ms).toBeNull();
  });

  test("grows while the primary can't be asked", () => {
    const lag = new ReplayLag();
    lag.note({ at_ms: 0, position: 100n }, 100n);
    expect(lag.at(4_999)).toBe(0);
    expect(lag.at(11_000)).toBe(11_000);
  });

  test("is right after a lag of hours", () => {
    const lag = new ReplayLag();
    lag.note({ at_ms: 0, position: 0n }, 0n);
    for (let second = 1; second <= 7_200; second++) {
      lag.note({ at_ms: second * 1_000, position: BigInt(second) }, 0n);
    }
    expect(lag.at(7_200_000)).toBe(7_200_000);
    lag.note({ at_ms: 7_201_000, position: 7_201n }, 7_201n);
    expect(lag.at(7_201_000)).toBe(0);
  });
});

describe("positions of the log", () => {
  test("are read and written as Postgres does", () => {
    for (const text of ["0/0", "0/3000060", "16/B374D848"]) {
      expect(positionText(parsePosition(text) ?? -1n)).toBe(text);
    }
    expect(parsePosition("16/B374D848")).toBe(0x16_b374d848n);
    expect(positionText(LAST_POSITION)).toBe("FFFFFFFF/FFFFFFFF");
    for (const text of ["", "0", "0/", "g/1", "0/123456789", " 0/1", "0/1;"]) {
      expect(parsePosition(text)).toBeNull();
    }
  });
});

describe("ReadMarks", () => {
  test("keep the farthest change of each caller for a minute", () => {
    const marks = new ReadMarks();
    marks.note("a", { position: 20n, at_ms: 0 });
    marks.note("a", { position: 10n, at_ms: 30_000 });
    expect(marks.of("a", 40_000)).toBe(20n);
    expect(marks.of("b", 40_000)).toBeNull();
    expect(marks.of("a", 90_000)).toBeNull();
  });

  test("hold for everybody once there are too many callers", () => {
    const marks = new ReadMarks();
    for (let caller = 0; caller <= 10_000; caller++) {
      marks.note(`caller ${caller}`, { position: BigInt(caller), at_ms: 0 });
    }
    // The first was forgotten: its mark holds for whoever comes.
    expect(marks.of("caller 0", 0)).toBe(0n);
    expect(marks.of("stranger", 0)).toBe(0n);
    expect(marks.of("caller 10000", 0)).toBe(10_000n);
    expect(marks.of("stranger", 60_000)).toBeNull();
  });
});

describe("ReadReplica", () => {
  test("opens its connection to the primary again where both servers hang or are away", async () => {
    const closed = Promise.withResolvers<void>();
    const hanging = Bun.listen({
      hostname: "127.0.0.1",
      port: 0,
      // It takes connections, and never says anything.
      socket: { data() {}, close: () => closed.resolve() },
    });
    const replica = new ReadReplica({
      address: "postgres://nobody@127.0.0.1:9/none",
      primary: `postgres://nobody@127.0.0.1:${hanging.port}/none`,
      clock: { nowMs: () => 0 },
      log: () => {},
    });
    expect(await replica.look()).toMatchObject({ code: "unreachable" });
    await closed.promise;
    await replica.stop();
    hanging.stop(true);
  });
});

describe("isReplicaFault()", () => {
  const fault = (code: string) =>
    Object.assign(new Error("of Postgres"), { code });

  test("finds what the primary may answer: lost connections, conflicts with the replay, its own limits, writes", () => {
    for (const code of [
      ...["ECONNREFUSED", "CONNECTION_CLOSED", "CONNECTION_DESTROYED"],
      ...[
        "57P01",
        "57P03",
        "40001",
        "40P01",
        "57014",
        "25006",
        "42P01",
        "XX000",
      ],
    ]) {
      expect([code, isReplicaFault(fault(code))]).toEqual([code, true]);
      const wrapped = new Error("Failed query", { cause: fault(code) });
      expect(isReplicaFault(wrapped)).toBeTrue();
    }
    const away = new Problem(503, "unavailable", "Away", {
      cause: fault("57P01"),
    });
    expect(isReplicaFault(away)).toBeTrue();
  });

  test("takes no refusal and no fault of ours for one", () => {
    expect(isReplicaFault(new Problem(404, "not_found", "No"))).toBeFalse();
    expect(isReplicaFault(fault("VALIDATION"))).toBeFalse();
    expect(isReplicaFault(fault("PARSE"))).toBeFalse();
    expect(isReplicaFault(new TypeError("undefined"))).toBeFalse();
  });
});

describe("replicaWork()", () => {
  const AS_OF_MS = 50_000;
  const clock = readingClock({ nowMs: () => 60_000 });
  // Never asked: it connects with the first statement.
  const db = openDatabase("postgres://nobody@127.0.0.1:9/none", {
    connections_max: 1,
  });
  const replica = (as_of_ms: number | null) => {
    const reads = new Counter(["where", "why"], 4);
    let suspected = 0;
    const work = replicaWork({
      ...{ db: as_of_ms === null ? null : db, as_of_ms, reads },
      suspect: () => suspected++,
    });
    const counted = () => reads.series();
    return { work, counted, suspected: () => suspected };
  };

  test("runs on the replica what it has everything for, as of its time", async () => {
    const { work, counted } = replica(AS_OF_MS);
    const seen = await work(AS_OF_MS, async () => clock.nowMs());
    expect(seen).toBe(AS_OF_MS);
    expect(counted()).toEqual([
      { labels: { where: "replica", why: "" }, value: 1 },
    ]);
  });

  test("runs on the primary what the replica may lack something for", async () => {
    for (const as_of_ms of [AS_OF_MS, null]) {
      const { work, counted } = replica(as_of_ms);
      const seen = await work(AS_OF_MS + 1, async () => clock.nowMs());
      expect(seen).toBe(60_000);
      expect(counted()).toEqual([
        { labels: { where: "primary", why: "replica" }, value: 1 },
      ]);
    }
    const without = replicaWork(undefined);
    expect(await without(0, async () => clock.nowMs())).toBe(60_000);
  });

  test("runs again on the primary what failed there, but not what is refused", async () => {
    const { work, counted, suspected } = replica(AS_OF_MS);
    const seen = await work(0, async () => {
      if (clock.nowMs() === AS_OF_MS) {
        throw Object.assign(new Error("canceled"), { code: "40001" });
      }
      return "counted";
    });
    expect(seen).toBe("counted");
    expect(counted()).toEqual([
      { labels: { where: "primary", why: "fault" }, value: 1 },
    ]);
    const refused = work(0, async () => {
      throw new Problem(404, "not_found", "No");
    });
    await expect(refused).rejects.toThrow("No");
    expect(suspected()).toBe(1);
  });
});

describe("isReadThere()", () => {
  test("takes lists, reports and summaries, and neither single things, streams nor what money is decided by", () => {
    const there = Object.keys(API).filter((key) => isReadThere(key, API[key]));
    for (const key of ["reports", "clicks", "conversions", "clicks/summary"]) {
      expect(there).toContain(`GET /api/v1/${key}`);
    }
    for (const key of [
      ...["live", "reports/live", "conversions/:id", "tasks", "tokens"],
      ...["payments", "payments/:id/entries", "payment-runs/:id/export.csv"],
      ...["affiliates/:id/balance", "me", "trace"],
    ]) {
      expect(there).not.toContain(`GET /api/v1/${key}`);
    }
    expect(there.filter((key) => !key.startsWith("GET "))).toEqual([]);
  });

  test("knows what goes on by itself", () => {
    expect(isMoving("GET /api/v1/tasks/:id")).toBeTrue();
    expect(isMoving("GET /api/v1/campaigns/:id")).toBeFalse();
  });
});

import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { nodeLeases } from "../../db/schema/mod.ts";
import { createTestDatabase, START_MS } from "../../tests/harness.ts";
import { ManualClock } from "../kernel/mod.ts";
import { LeaseExpired, NodeLease } from "./minter.ts";
import { databaseLeases } from "./node_lease_table.ts";
import { TimeReserve } from "./time_reserve.ts";
import type { ReserveFile } from "./time_reserve_file.ts";

const DAY_MS = 86_400_000;

const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 3 });
let clock: ManualClock;
beforeEach(async () => {
  clock = new ManualClock(START_MS);
  await db.delete(nodeLeases);
});
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

/** Only two numbers, so that they run out. */
function leaseOfTwo(): NodeLease {
  return new NodeLease({ table: databaseLeases(db, 2), clock });
}

/** An in-memory disk. */
function memoryFile(text = ""): ReserveFile & { text: string; fails: boolean } {
  const file = {
    identity: "a file",
    text,
    fails: false,
    read: () => file.text,
    write: async (next: string) => file.writeNow(next),
    writeNow(next: string) {
      if (file.fails) throw new Error("EIO");
      file.text = next;
    },
    close() {},
  };
  return file;
}

const away = {
  take: () => Promise.reject(new Error("away")),
  extend: () => Promise.reject(new Error("away")),
};

describe("NodeLease", () => {
  test("gives each process a number of its own, and none where all are held", async () => {
    const [one, two, three] = [leaseOfTwo(), leaseOfTwo(), leaseOfTwo()];
    await Promise.all([one.take(), two.take()]);
    expect([one.node, two.node].sort()).toEqual([1, 2]);
    await expect(three.take()).rejects.toThrow("Cannot lease a node number");
    expect(() => three.node).toThrow("No node number is leased");
  });

  test("takes over a number only after the end of its lease, and from then on", async () => {
    const one = leaseOfTwo();
    const two = leaseOfTwo();
    await Promise.all([one.take(), two.take()]);
    clock.advance(DAY_MS);
    const late = leaseOfTwo();
    await expect(late.take()).rejects.toThrow();
    clock.advance(1);
    await late.take();
    const old = late.node === one.term.node ? one : two;
    expect(late.term.leased_from).toBeGreaterThan(old.term.leased_until);
  });

  test("says at once when the lease has run out, without asking anybody", async () => {
    const lease = leaseOfTwo();
    await lease.take();
    clock.advance(DAY_MS - 1);
    expect(lease.node).toBe(lease.term.node);
    clock.advance(1);
    expect(() => lease.node).toThrow(LeaseExpired);
    expect(lease.is_held).toBe(false);
  });

  test("renews in place while nobody else has the number, though its lease ran out", async () => {
    const lease = leaseOfTwo();
    await lease.take();
    const { node, holder } = lease.term;
    clock.advance(2 * DAY_MS);
    await lease.renew();
    expect(lease.term).toMatchObject({ node, holder, leased_from: START_MS });
    expect(lease.term.leased_until).toBe(START_MS + 3 * DAY_MS);
  });

  test("never moves the end of a lease back with its clock", async () => {
    const lease = leaseOfTwo();
    await lease.take();
    clock.advance(-3_600_000);
    await lease.renew();
    expect(lease.term.leased_until).toBe(START_MS + DAY_MS);
  });

  test("takes another number where the old one is somebody else's, even after that one's lease ended too", async () => {
    const lease = leaseOfTwo();
    await lease.take();
    const { node, holder } = lease.term;
    clock.advance(DAY_MS + 1);
    const others = [leaseOfTwo(), leaseOfTwo()];
    for (const other of others) await other.take();
    expect(others.map((other) => other.node)).toContain(node);
    clock.advance(DAY_MS + 1);
    await lease.renew();
    expect(lease.term.holder).not.toBe(holder);
    expect(lease.term.leased_from).toBe(clock.nowMs());
  });

  test("replaces a number once a second at most, and keeps it while the database is away", async () => {
    const lease = leaseOfTwo();
    await lease.take();
    const first = lease.term;
    await Promise.all([lease.replace(), lease.replace()]);
    const second = lease.term;
    expect(second.node).not.toBe(first.node);
    await lease.replace();
    expect(lease.term).toBe(second);
    clock.advance(1_000);
    await lease.replace();
    // Both numbers are held, one by this process's previous lease.
    expect(lease.term).toBe(second);
    expect(lease.failures).toBe(1);
  });

  test("starts on the number of its directory while the database is away, until the lease ends", async () => {
    const file = memoryFile();
    const first = new NodeLease({
      table: databaseLeases(db),
      clock,
      reserve: new TimeReserve({ file }),
    });
    await first.take();
    const restart = () =>
      new NodeLease({
        table: away,
        clock,
        reserve: new TimeReserve({ file }),
      });
    clock.advance(DAY_MS - 1);
    const second = restart();
    await second.take();
    expect(second.term).toMatchObject({
      node: first.term.node,
      leased_from: START_MS + 5_000,
      leased_until: START_MS + DAY_MS,
    });
    clock.advance(1);
    await expect(restart().take()).rejects.toThrow("away");
  });

  test("takes a new number at a start at which the clock stands more than 5 s before the times used", async () => {
    const file = memoryFile();
    const table = databaseLeases(db);
    const start = async () => {
      const reserve = new TimeReserve({ file });
      const lease = new NodeLease({ table, clock, reserve });
      await lease.take();
      return lease.term;
    };
    const first = await start();
    expect((await start()).holder).toBe(first.holder);
    clock.advance(-1);
    const third = await start();
    expect(third.holder).not.toBe(first.holder);
    expect(third.leased_from).toBe(START_MS - 1);
  });

  test("takes a number without recording it if the disk fails", async () => {
    const file = memoryFile();
    file.fails = true;
    const reserve = new TimeReserve({ file });
    const lease = new NodeLease({ table: databaseLeases(db), clock, reserve });
    await lease.take();
    expect(lease.is_held).toBe(true);
    expect(reserve.failed).toBe(true);
    expect(file.text).toBe("");
    await lease.renew();
    expect(reserve.limitOf(lease.term.holder)).toBe(Infinity);
  });
});

// Payments rely on unique click ids. Machines stop, sleep, lose their disk or database, and set
// their clocks meanwhile.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { ManualClock } from "../kernel/mod.ts";
import { readClickId } from "./click_id.ts";
import { Minter, TimeUsedUp, LeaseExpired, NodeLease } from "./minter.ts";
import type { LeaseTable, LeaseTerm } from "./node_lease_table.ts";
import { TimeReserve } from "./time_reserve.ts";
import type { ReserveFile } from "./time_reserve_file.ts";

const RUNS = 3_000;
const START_MS = 1_795_348_800_000;
const HOUR_MS = 3_600_000;
const MACHINES = 3;
/** The lowest free number is taken, so a small count makes numbers change hands all the time. */
const NODES = 12;
/** Clock steps go forward and back by the same amounts, so that times repeat. */
const MOVES_MS = [1, 1_000, 3_500, 4_500, 8_000];
const KEY = Buffer.from("a key that signs clicks");

class FakeTable implements LeaseTable {
  is_away = false;
  readonly #rows = new Map<number, LeaseTerm>();

  async take(term: Omit<LeaseTerm, "node">): Promise<number> {
    await this.#reach();
    for (let node = 0; node < NODES; node++) {
      const until = this.#rows.get(node)?.leased_until ?? -Infinity;
      if (until >= term.leased_from) continue;
      this.#rows.set(node, { ...term, node });
      return node;
    }
    throw new Error("Every number is held");
  }

  async extend(term: LeaseTerm, wanted: number): Promise<number | null> {
    await this.#reach();
    const row = this.#rows.get(term.node);
    if (row?.holder !== term.holder) return null;
    const leased_until = Math.max(row.leased_until, wanted);
    this.#rows.set(term.node, { ...row, leased_until });
    return leased_until;
  }

  async #reach(): Promise<void> {
    await Promise.resolve();
    if (this.is_away) throw new Error("The database is away");
  }
}

/** A disk that can be slow, fail, and in a crash lose or keep unsynced data. */
class FakeDisk implements ReserveFile {
  readonly identity: string;
  text: string;
  fails = false;
  is_slow = false;
  #pending: { text: string; land(): void }[] = [];

  constructor(identity: string, text: string) {
    this.identity = identity;
    this.text = text;
  }

  read(): string {
    return this.text;
  }

  async write(text: string): Promise<void> {
    if (this.is_slow) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#pending.push({ text, land: resolve });
      await promise;
    }
    this.writeNow(text);
  }

  writeNow(text: string): void {
    // A failed sync leaves the disk's content unknown; this one holds the new text.
    this.text = text;
    if (this.fails) throw new Error("The disk failed");
  }

  /** Completes pending writes, last first, and later ones immediately. */
  quicken(): void {
    this.is_slow = false;
    for (const { land } of this.#pending.splice(0).reverse()) land();
  }

  crash(is_kept: boolean): FakeDisk {
    const text = is_kept ? this.#pending[0]?.text : undefined;
    const disk = new FakeDisk(this.identity, text ?? this.text);
    disk.fails = this.fails;
    return disk;
  }

  close(): void {}
}

interface Process {
  minter: Minter;
  lease: NodeLease;
  reserve: TimeReserve;
}

/** A machine with its own clock and data directory. */
class Machine {
  readonly world: World;
  readonly number: number;
  readonly clock = new ManualClock(START_MS);
  disk: FakeDisk;
  process: Process | undefined;

  constructor(world: World, number: number) {
    this.world = world;
    this.number = number;
    this.disk = new FakeDisk(`file ${number}`, "");
  }

  async start(): Promise<void> {
    if (this.process !== undefined) return;
    this.disk.quicken();
    const { clock } = this;
    const reserve = new TimeReserve({ file: this.disk });
    const lease = new NodeLease({ table: this.world.table, clock, reserve });
    const signing = () => ({ key_number: 3, key: KEY });
    const node = () => lease.node;
    const minter = new Minter({
      clock,
      ring: { signing },
      node,
      lease,
      reserve,
    });
    const process = { minter, lease, reserve };
    try {
      await lease.take();
      this.process = process;
    } catch {
      // The database is down, or every number is leased.
    }
  }

  mint(): void {
    const { process } = this;
    if (process === undefined) return;
    try {
      const { click_id } = process.minter.mint(77, true);
      this.world.record(click_id, process);
    } catch (error) {
      const is_known =
        error instanceof LeaseExpired || error instanceof TimeUsedUp;
      if (!is_known) throw error;
    }
  }

  async stop(): Promise<void> {
    const { process } = this;
    this.process = undefined;
    if (process === undefined) return;
    this.disk.quicken();
    await process.lease.release();
    await process.reserve.close(process.minter.unused_from_ms);
  }

  async crash(is_kept: boolean): Promise<void> {
    this.process = undefined;
    this.disk = this.disk.crash(is_kept);
    await settle();
  }
}

class World {
  readonly table = new FakeTable();
  readonly machines: Machine[] = [];
  readonly ids = new Set<string>();
  minted = 0;
  copies = 0;
  readonly #last = new Map<Process, { term: string; at: number }>();

  constructor() {
    for (let number = 0; number < MACHINES; number++) {
      this.machines.push(new Machine(this, number));
    }
  }

  record(click_id: string, process: Process): void {
    const reading = readClickId(click_id, () => KEY);
    if (reading.kind !== "valid") throw new Error(`${click_id} is no id`);
    const { time_ms, sequence, node } = reading.fields;
    const { holder, leased_until } = process.lease.term;
    const at = (time_ms - START_MS) * 65_536 + sequence;
    const last = this.#last.get(process);
    if (last?.term === holder && at <= last.at) {
      throw new Error(`${time_ms}/${sequence} came after ${last.at}`);
    }
    if (time_ms >= leased_until) throw new Error("Beyond the lease");
    this.#last.set(process, { term: holder, at });
    const mark = `${node} ${time_ms} ${sequence}`;
    if (this.ids.has(mark)) throw new Error(`Twice: ${mark}`);
    this.ids.add(mark);
    this.minted++;
  }
}

/** Runs everything that doesn't wait for a disk. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await Promise.resolve();
}

/** Most events hit one machine, so that they interact. */
const anyNumber = fc.constantFrom(0, 0, 0, 1, 2);

type Step = (world: World) => Promise<void> | void;

function named(name: string, step: Step): Step {
  return Object.assign(step, { toString: () => name });
}

function onOne(
  name: string,
  act: (machine: Machine) => Promise<void> | void,
): fc.Arbitrary<Step> {
  return fc
    .nat({ max: MACHINES - 1 })
    .map((at) =>
      named(`${name} ${at}`, (world) => act(world.machines[at] as Machine)),
    );
}

function moving(name: string, moves_ms: readonly number[]): fc.Arbitrary<Step> {
  return fc.tuple(anyNumber, fc.constantFrom(...moves_ms)).map(([at, ms]) =>
    named(`${name} ${at} ${ms}`, (world) => {
      const machine = world.machines[at] as Machine;
      machine.clock.advance(ms);
      machine.mint();
    }),
  );
}

const mint = onOne("mint", (machine) => {
  for (let count = 0; count < 3; count++) machine.mint();
});
const start = onOne("start", (machine) => machine.start());
/** A crash and restart, with the clock set in between. */
const crash = fc
  .tuple(
    anyNumber,
    fc.boolean(),
    fc.constantFrom(0, ...MOVES_MS.map((ms) => -ms)),
  )
  .map(([at, is_kept, ms]) =>
    named(`crash ${at} ${is_kept} ${ms}`, async (world) => {
      const machine = world.machines[at] as Machine;
      await machine.crash(is_kept);
      machine.clock.advance(ms);
      await machine.start();
      machine.mint();
    }),
  );
/** Copies the directory to another machine and starts a second tracker on it. */
const copy = onOne("copy", async (machine) => {
  const { world } = machine;
  const other = world.machines[(machine.number + 1) % MACHINES];
  if (other === undefined) return;
  await other.crash(false);
  other.disk = new FakeDisk(`copy ${world.copies++}`, machine.disk.text);
  await other.start();
});

const anySteps = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: mint },
    { weight: 3, arbitrary: moving("on", MOVES_MS) },
    {
      weight: 2,
      arbitrary: moving(
        "back",
        MOVES_MS.map((ms) => -ms),
      ),
    },
    {
      weight: 1,
      arbitrary: moving("leap", [25 * HOUR_MS, -HOUR_MS, -25 * HOUR_MS]),
    },
    { weight: 2, arbitrary: start },
    { weight: 1, arbitrary: onOne("stop", (machine) => machine.stop()) },
    { weight: 3, arbitrary: crash },
    { weight: 1, arbitrary: copy },
    {
      weight: 1,
      arbitrary: onOne("renew", ({ process }) => {
        process?.lease.renew().catch(() => {});
      }),
    },
    {
      weight: 1,
      arbitrary: onOne("away", ({ world }) => {
        world.table.is_away = !world.table.is_away;
      }),
    },
    {
      weight: 1,
      arbitrary: onOne("slow disk", ({ disk }) => {
        if (disk.is_slow) disk.quicken();
        else disk.is_slow = true;
      }),
    },
    {
      weight: 1,
      arbitrary: onOne("bad disk", ({ disk }) => {
        disk.fails = !disk.fails;
      }),
    },
    { weight: 4, arbitrary: fc.constant(named("settle", settle)) },
  ),
  { minLength: 8, maxLength: 80, size: "max" },
);

test("no two click ids are equal, whatever happens to machines, clocks, disks and the database", async () => {
  let minted = 0;
  await fc.assert(
    fc.asyncProperty(anySteps, async (steps) => {
      const world = new World();
      for (const machine of world.machines) await machine.start();
      for (const step of steps) await step(world);
      minted += world.minted;
    }),
    { numRuns: RUNS, timeout: 2000 },
  );
  // A model that mints nothing would prove nothing.
  expect(minted).toBeGreaterThan(RUNS * 5);
});

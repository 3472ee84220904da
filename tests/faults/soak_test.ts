// An hour of everyday load: nothing may grow but the data. It runs for as long as TALLYHO_SOAK_MS says; without that only
// growth on paper has to be found.
import { afterAll, describe, expect, test } from "bun:test";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ticksMs } from "../../modules/kernel/mod.ts";
import { seeded } from "./load.ts";
import { audit } from "./system/audit.ts";
import { growthOf } from "./system/growth.ts";
import type { Sample } from "./system/growth.ts";
import { visit } from "./system/load.ts";
import { WholeNetwork } from "./system/network.ts";
import { payOn, readOn, reconcileOn } from "./system/office.ts";
import { sampleOf } from "./system/sample.ts";
import { settle } from "./system/settle.ts";

const given_ms = process.env.TALLYHO_SOAK_MS;
const SOAK_MS = Number(given_ms ?? "0");
const SETTLES_MS = 120_000;
const SAMPLE_MS = 10_000;
/** A line of the table each so many samples. */
const SHOWN_EACH = 12;
const RECONCILE_EVERY_MS = 30_000;
/** Together fifty clicks and five sales a second. */
const VISITS = { visitors: 6, pause_ms: 100, sale_share: 0.1 };
/** Growth that is allowed from the end of the warm-up to the end of an hour. */
const BOUNDS: Sample = {
  ...Object.assign(
    {},
    ...[0, 1].map((at) => ({
      [`tracker_${at}_mib`]: 48,
      [`tracker_${at}_files`]: 8,
      [`tracker_${at}_threads`]: 2,
      // The journal's files go after 64 MiB.
      [`tracker_${at}_disk_mib`]: 80,
      [`tracker_${at}_log_kib`]: 64,
    })),
  ),
  connections: 4,
  wal_mib: 48,
};

describe("growthOf()", () => {
  const samples = (at: (index: number) => number) =>
    Array.from({ length: 40 }, (_, index) => ({ files: at(index) }));

  test("finds what grows on after the warm-up, and nothing in what only warmed up", () => {
    const [grows] = growthOf(
      samples((index) => 100 + index),
      { files: 8 },
    );
    expect(grows?.is_flat).toBeFalse();
    const [warms] = growthOf(
      samples((index) => Math.min(index, 10) + (index % 3)),
      { files: 2 },
    );
    expect(warms?.is_flat).toBeTrue();
  });
});

describe.skipIf(given_ms === undefined)("a soak", () => {
  let close: () => Promise<void> = async () => {};
  afterAll(() => close());

  test(
    "leaves memory, connections, files and the disk beyond the data as they were",
    async () => {
      const base = await mkdtemp(join(tmpdir(), "tallyho-soak-"));
      await chmod(base, 0o755);
      const [network, shops] = await WholeNetwork.open(base, {
        postgres: ["max_wal_size=128MB", "min_wal_size=64MB"],
        settings: {
          TALLYHO_CLICK_RETENTION_DAYS: "1",
          TALLYHO_POSTBACK_RETENTION_DAYS: "1",
        },
      });
      close = async () => {
        await network.close();
        await rm(base, { recursive: true, force: true });
      };
      const started_ms = ticksMs();
      const isOver = () => ticksMs() >= started_ms + SOAK_MS;
      const load = { network, random: seeded(1), isOver };
      const samples: Sample[] = [];
      await Promise.all([
        visit(load, shops.visited, VISITS),
        reconcileOn(load, shops.stated, RECONCILE_EVERY_MS),
        payOn(load),
        readOn(load),
        sampleOn(network, isOver, samples),
      ]);
      await settle(network, SETTLES_MS);
      const growth = growthOf(samples, BOUNDS);
      console.log(JSON.stringify(network.books.counts));
      console.table(growth);
      const ask = (text: string) => network.ask(text);
      expect(await audit(network.books, ask)).toEqual([]);
      expect(growth.filter(({ is_flat }) => !is_flat)).toEqual([]);
    },
    SOAK_MS + 2 * SETTLES_MS,
  );
});

async function sampleOn(
  network: WholeNetwork,
  isOver: () => boolean,
  samples: Sample[],
): Promise<void> {
  while (!isOver()) {
    await Bun.sleep(SAMPLE_MS);
    const sample = await sampleOf(network);
    samples.push(sample);
    if (samples.length % SHOWN_EACH !== 1) continue;
    const minutes = Math.round((samples.length * SAMPLE_MS) / 60_000);
    const { clicks } = network.books.counts;
    console.log(JSON.stringify({ minutes, clicks, ...rounded(sample) }));
  }
}

function rounded(sample: Sample): Sample {
  return Object.fromEntries(
    Object.entries(sample).map(([name, value]) => [name, Math.round(value)]),
  );
}

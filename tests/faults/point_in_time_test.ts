// Somebody deletes the wrong thing at 14:03, or the machine burns: the network is restored as it was at
// 14:02, from what the tracker archived while it ran. The short form is `src/archive/archive_test.ts`.
import {
  afterAll,
  afterEach,
  describe,
  expect,
  setDefaultTimeout,
} from "bun:test";
import { cpSync, existsSync, readdirSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { isoTime, systemClock } from "../../modules/kernel/mod.ts";
import { page } from "../doc_pages.ts";
import { longTest } from "../long.ts";
import { CommandProcess, PROGRAM, runProgram } from "../program.ts";
import { S3Server } from "../s3_server.ts";
import { until } from "../until.ts";
import { ArchivedNetwork, expectRestored } from "./archive_world.ts";
import type { Moment } from "./archive_world.ts";

const TIMEOUT_MS = 600_000;

setDefaultTimeout(TIMEOUT_MS);

/** The steps of the document, with another place and time. */
function documented(base: string, at: string): string {
  const [, steps = ""] =
    /```console\n(\S+ archive list\n[^`]*)```/.exec(
      page("docs/operate/backup.md"),
    ) ?? [];
  const commands = steps
    .replaceAll("/srv/", `${base}/`)
    .replaceAll(/--to 2\d{3}\S+/g, `--to ${at}`)
    .replaceAll("./dist/tallyho", "tallyho");
  return `tallyho() { "${process.execPath}" "${PROGRAM}" "$@"; }\n${commands}`;
}

describe("an archive in a directory", () => {
  const network = new ArchivedNetwork();
  let moment: Moment;

  afterAll(async () => {
    await network.directory.remove();
  });

  /** A copy of the archive, to break. */
  function copyOf(name: string): { store: string; wal: string } {
    const store = join(network.directory.base, name);
    cpSync(network.store, store, { recursive: true, preserveTimestamps: true });
    return { store, wal: join(store, network.line(), "wal") };
  }

  longTest("is written while a network sells, until it is lost", async () => {
    await network.start();
    await network.sell(3);
    await network.untilBase();
    await network.sell(3);
    moment = await network.moment();
    expect(moment.events.conversions).toHaveLength(6);
    await network.sell(4);
    await network.untilArchived();
    await network.lose();
    expect(readdirSync(network.store)).toEqual([network.line()]);
  });

  longTest(
    "has all of it, whose end is said, and which begins with its base backup",
    async () => {
      const all = await network.restore("latest", "all");
      expect(all).toMatchObject({ code: 0 });
      expect(all.stdout).toContain("as of the end of the archive");
      const late = isoTime(systemClock.nowMs() + 60_000);
      for (const [name, time] of [
        ["early", "2020-01-01T00:00:00Z"],
        ["late", late],
      ] as const) {
        const said = await network.restore(time, name);
        expect(said).toMatchObject({ code: 1, stdout: "" });
        expect(said.stderr).toMatch(
          /^The archive does not have that time: it has \S+ to about \S+ \(line \S+\)\S*/,
        );
        expect(existsSync(said.data_dir)).toBe(false);
      }
      const word = await network.restore("yesterday", "word");
      expect(word.code).toBe(2);
      const listed = await runProgram(["archive", "list"], {
        ...network.settings,
        TALLYHO_DATA_DIR: network.directory.data_dir,
      });
      expect(listed.stdout).toMatch(/^ {2}base backup \S+ of /m);
      expect(listed.stdout).toContain("with keys");
    },
  );

  longTest(
    "is not restored without the passphrase, with another, or onto what is there",
    async () => {
      const without = await network.restore(moment.at, "no-keys", {
        env: { TALLYHO_BACKUP_PASSPHRASE: "" },
      });
      expect(without.stderr).toStartWith("Set TALLYHO_BACKUP_PASSPHRASE");
      const wrong = await network.restore(moment.at, "wrong-keys", {
        env: { TALLYHO_BACKUP_PASSPHRASE: "eight grey herons at dusk" },
      });
      expect(wrong.stderr).toBe(
        "The passphrase is not the one of this backup\n",
      );
      const other = await network.restore(moment.at, "other-key", {
        env: { TALLYHO_KEY: "0".repeat(64) },
      });
      expect(other.stderr).toBe(
        "TALLYHO_KEY is not the key that the backup was encrypted with\n",
      );
      for (const { code, stdout, data_dir } of [without, wrong, other]) {
        expect([code, stdout, existsSync(data_dir)]).toEqual([1, "", false]);
      }
      const full = await network.restore(moment.at, "all");
      expect(full.stderr).toContain("it is not empty");
      expect(existsSync(join(full.data_dir, "postgres"))).toBe(true);
      const external = await network.restore(moment.at, "external", {
        env: { DATABASE_URL: "postgres://u:p@127.0.0.1:1/d" },
      });
      expect(external.stderr).toStartWith("Bad setting TALLYHO_ARCHIVE=");
    },
  );

  longTest(
    "with a segment that is torn or gone says which and how far it goes, and restores what is before",
    async () => {
      for (const how of ["torn", "gone"]) {
        const { store, wal } = copyOf(`${how}-store`);
        const last = readdirSync(wal)
          .filter((name) => /^[0-9A-F]{24}\.zst$/.test(name))
          .sort()
          .at(-1);
        const path = join(wal, last ?? "");
        if (how === "torn") truncateSync(path, 1_000);
        else rmSync(path);
        const env = { TALLYHO_ARCHIVE: store };
        const said = await network.restore("latest", `${how}-latest`, { env });
        if (how === "torn") {
          expect(said).toMatchObject({ code: 1, stdout: "" });
          expect(said.stderr).toMatch(
            /The segment [0-9A-F]{24} of the archive is damaged: it goes up to about \S+\n$/,
          );
          // Another time can be tried at once.
          expect(readdirSync(said.data_dir)).toEqual(["lock"]);
        } else {
          expect(said).toMatchObject({ code: 0 });
        }
      }
    },
  );

  longTest(
    "is listed and restored by the commands of the document",
    async () => {
      const shell = Bun.spawn(
        ["bash", "-euc", documented(network.directory.base, moment.at)],
        {
          env: { PATH: process.env.PATH ?? "", ...network.settings },
          ...{ stdin: "ignore", stdout: "pipe", stderr: "pipe" },
        },
      );
      const output = await new Response(shell.stdout).text();
      const said = await new Response(shell.stderr).text();
      expect(await shell.exited, said).toBe(0);
      expect(output).toMatch(
        new RegExp(
          [
            "\\(line \\S+\\)\n  base backup \\S+ of [^]*",
            `^Restored the database as of ${moment.at}, [^]*`,
            "^Restored the database as of the end of the archive, ",
          ].join(""),
          "m",
        ),
      );
    },
  );

  longTest(
    "a killed restore is said by the tracker, and the same command begins again",
    async () => {
      const data_dir = join(network.directory.base, "half");
      const env = { ...network.settings, TALLYHO_DATA_DIR: data_dir };
      const child = new CommandProcess(["restore", "--to", moment.at], env);
      await child.hasPrinted("Replaying what happened");
      await child.kill();
      const refused = await network.directory.run(env);
      expect(refused.exit_code).toBe(1);
      expect(refused.stderr).toContain(
        `The data directory "${data_dir}" is half restored: run "tallyho restore --to ${moment.at}" again`,
      );
      await expectRestored(network, moment, "half");
    },
  );

  longTest(
    "has exactly what was there at a time: restored onto an empty directory, verified, and gone on with on a line of its own",
    async () => {
      await expectRestored(network, moment, "restored");
      const lines = readdirSync(network.store);
      expect(lines).toContain(network.line());
      expect(lines.length).toBeGreaterThan(1);
    },
  );
});

describe("an archive in a bucket", () => {
  const server = new S3Server();
  const network = new ArchivedNetwork(server.settings);
  let moment: Moment;

  afterEach(() => {
    server.fault = () => null;
  });
  afterAll(async () => {
    await network.directory.remove();
    await server.stop();
  });

  function keysOf(pattern: RegExp): string[] {
    return [...server.objects.keys()].filter((key) => pattern.test(key));
  }

  longTest(
    "of which a killed base backup is none: the next start takes one, and removes what it left",
    async () => {
      const half = Promise.withResolvers<void>();
      server.fault = (method, key) => {
        if (method !== "PUT" || !key.endsWith("000002.zst")) return null;
        half.resolve();
        return "away";
      };
      await network.start();
      await half.promise;
      await network.lose();
      server.fault = () => null;
      expect(keysOf(/manifest/)).toEqual([]);
      const left = keysOf(/\/base\//);
      expect(left).not.toEqual([]);
      await network.start();
      await network.untilBase();
      expect(keysOf(/manifest/)).toHaveLength(1);
      await until("what was left is removed", () =>
        keysOf(/\/base\//).some((key) => left.includes(key)) ? null : true,
      );
    },
  );

  longTest(
    "that is away holds nobody up: what happens waits, is counted, and follows",
    async () => {
      await network.sell(3);
      server.fault = () => "away";
      await network.sell(2);
      await network.endSegment();
      await until("a try failed", () => network.status().error);
      expect(network.status().error).toContain("ServiceUnavailable");
      moment = await network.moment();
      const scraped = await network.api.fetch<{ text: string }>("/metrics");
      const { text } = scraped.body;
      expect(text).toMatch(/^tallyho_archive_waiting_bytes [1-9]\d+$/m);
      expect(text).toMatch(/^tallyho_archive_failures [1-9]\d*$/m);
      server.fault = (method) => (method === "PUT" ? "cut" : null);
      await network.sell(2);
      server.fault = () => null;
      await network.untilArchived();
      expect(network.status().error).toBeNull();
      expect(network.tracker?.log).toContain(
        "The archive does not take what happens",
      );
      await network.lose();
      await expectRestored(network, moment, "restored");
    },
  );

  longTest(
    "that refuses the key is said, and the key isn't; the tracker works",
    async () => {
      const secret = "another+secret";
      await network.start({ TALLYHO_ARCHIVE_SECRET_ACCESS_KEY: secret });
      await until("a try failed", () => network.status().error);
      expect(network.status().error).toContain("SignatureDoesNotMatch");
      await network.sell(1);
      const doctor = await runProgram(["doctor"], {
        ...network.settings,
        TALLYHO_DATA_DIR: network.directory.data_dir,
        TALLYHO_ARCHIVE_SECRET_ACCESS_KEY: secret,
      });
      expect(doctor.stdout).toMatch(/fault +archive .*SignatureDoesNotMatch/);
      const ended = await network.tracker?.stop();
      expect(ended?.exit_code).toBe(0);
      const said = `${ended?.stdout}${ended?.stderr}${doctor.stdout}`;
      expect(said).not.toContain(secret);
      expect(server.refused).toBeGreaterThan(0);
    },
  );

  longTest(
    "takes one base backup at a time, of the tracker that archives there, and none of one that stops meanwhile",
    async () => {
      await network.start();
      const env = {
        ...network.settings,
        TALLYHO_DATA_DIR: network.directory.data_dir,
      };
      const before = new Set(keysOf(/\/base\//));
      server.fault = (method, key) =>
        method === "PUT" && key.includes("/wal/") ? "away" : null;
      const first = new CommandProcess(["archive", "base"], env);
      await until("the first one copies", () =>
        keysOf(/\/base\//).some((key) => !before.has(key)),
      );
      const second = await runProgram(["archive", "base"], env);
      expect(second).toMatchObject({ code: 1, stdout: "" });
      expect(second.stderr).toMatch(
        /^Another base backup is being taken \(pid \d+\)\n$/,
      );
      const elsewhere = await runProgram(["archive", "base"], {
        ...env,
        TALLYHO_ARCHIVE: "s3://books/another",
      });
      expect(elsewhere).toMatchObject({ code: 1, stdout: "" });
      expect(elsewhere.stderr).toBe(
        "The tracker archives to s3://books/network/, not to s3://books/another/: set TALLYHO_ARCHIVE as for the tracker\n",
      );
      await network.tracker?.stop();
      expect(await first.ended()).toEqual({
        ...{ code: 1, stdout: "" },
        stderr:
          "The database stopped before the base backup was whole: one can be taken once it runs\n",
      });
      expect(keysOf(/manifest/).every((key) => before.has(key))).toBe(true);
    },
  );

  longTest(
    "keeps as many base backups as are asked for, and what they need",
    async () => {
      await network.start({ TALLYHO_ARCHIVE_KEEP: "1" });
      const first = keysOf(/\/wal\//).sort()[0] ?? "";
      const env = {
        ...network.settings,
        TALLYHO_ARCHIVE_KEEP: "1",
        TALLYHO_DATA_DIR: network.directory.data_dir,
      };
      const taken = await runProgram(["archive", "base"], env);
      expect(taken).toMatchObject({ code: 0 });
      expect(taken.stdout).toMatch(/^Took a base backup, \d+ MB, in s3:/);
      const line = network.line();
      expect(keysOf(new RegExp(`${line}/base/.*manifest`))).toHaveLength(1);
      expect(server.objects.has(first)).toBe(false);
      await network.sell(1);
      moment = await network.moment();
      await network.sell(1);
      await network.untilArchived();
      await network.lose();
      await expectRestored(network, moment, "kept");
    },
  );
});

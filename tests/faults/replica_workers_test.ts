// Two workers on one port, each of which watches the replica for itself: whichever is asked, who
// changed something sees it, and the figures are of both.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Answer } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { TEST_KEY } from "../harness.ts";
import { signedIn } from "../people.ts";
import { until } from "../until.ts";
import { workersOf } from "./child_processes.ts";
import { HAS_POSTGRES_15 } from "./external_postgres.ts";
import { LOG_ALL, ReplicaPair, untilReadThere } from "./replica_pair.ts";
import { TrackerDirectory } from "./tracker_process.ts";
import type { TrackerProcess } from "./tracker_process.ts";

const LIST = "/api/v1/affiliates";
const START_MS_MAX = 120_000;
const FAULT_MS_MAX = 120_000;
/** New connections, so that each worker has some: one alone would have all once in 2 ** 23 runs. */
const ASKED_TIMES = 24;

type Page = { data: { name: string }[] };

describe.skipIf(!HAS_POSTGRES_15)("two workers with a read replica", () => {
  const directory = new TrackerDirectory();
  let pair: ReplicaPair;
  let tracker: TrackerProcess;

  beforeAll(async () => {
    pair = await ReplicaPair.start(directory.base, LOG_ALL);
    tracker = await directory.start({
      DATABASE_URL: pair.database_url,
      TALLYHO_READ_URL: pair.read_url,
      TALLYHO_KEY: TEST_KEY,
      TALLYHO_WORKERS: "2",
    });
    await setUp(tracker.api);
    await untilReadByAll();
  }, START_MS_MAX);

  afterAll(async () => {
    await tracker.stop();
    await pair.kill();
    await directory.remove();
  });

  /** Reads the list by a connection of its own, at whichever worker that is. */
  const read = async (headers: Record<string, string>) =>
    await tracker.api.fetch<Page>(LIST, {
      headers: { connection: "close", ...headers },
    });
  const byToken = () => ({ authorization: `Bearer ${tracker.api.token}` });

  const readByAll = async (headers: Record<string, string>) =>
    await Promise.all(Array.from({ length: ASKED_TIMES }, () => read(headers)));

  const untilReadByAll = async () => {
    await untilReadThere(tracker.api);
    await until("each worker reads on the replica", async () => {
      const answers = await readByAll(byToken());
      return answers.every(({ headers }) => headers.has("tallyho-as-of"));
    });
  };

  const figure = async (name: string) => {
    const { body } = await tracker.api.fetch<{ text: string }>("/metrics");
    const at = body.text.split("\n").find((line) => line.startsWith(name));
    return Number(at?.split(" ").at(-1) ?? Number.NaN);
  };

  const expectSeen = (answers: readonly Answer<Page>[], name: string) => {
    for (const { status, headers, body } of answers) {
      expect(status).toBe(200);
      expect(body.data.map((row) => row.name)).toContain(name);
      expect(headers.has("tallyho-as-of")).toBeFalse();
    }
  };

  test(
    "whichever worker answers, who changed something sees it by its header or its cookie",
    async () => {
      expect(workersOf(tracker.pid)).toHaveLength(2);
      const person = await signedIn(tracker.api, "admin");
      await untilReadByAll();
      await pair.pause();

      const made = await tracker.api.try("POST", "/affiliates", {
        name: "By a program",
      });
      expect(made.status).toBe(201);
      const after = made.headers.get("tallyho-read-after") ?? "";
      const asked = { ...byToken(), "tallyho-read-after": after };
      expectSeen(await readByAll(asked), "By a program");

      const posted = await person.ask("POST", "/affiliates", {
        name: "By hand",
      });
      const set = posted.headers.get("set-cookie") ?? "";
      const [cookie = ""] = /tallyho_read_after=[^;]+/.exec(set) ?? [];
      expect(cookie).not.toBe("");
      const browsed = {
        cookie: `${person.cookie}; ${cookie}`,
        origin: tracker.api.url,
      };
      expectSeen(await readByAll(browsed), "By hand");

      await pair.resume();
      await untilReadByAll();
      // Both, by a page that is as old as it says.
      const { headers, body } = await read(byToken());
      expect(headers.has("tallyho-as-of")).toBeTrue();
      const names = body.data.map(({ name }) => name);
      expect(names).toEqual(
        expect.arrayContaining(["By hand", "By a program"]),
      );
    },
    FAULT_MS_MAX,
  );

  test(
    "the figures of both are one, whichever is asked",
    async () => {
      const READ = 'tallyho_reads_total{where="replica"';
      const before = await figure(READ);
      await readByAll(byToken());
      for (let times = 0; times < 4; times++) {
        expect(await figure(READ)).toBe(before + ASKED_TIMES);
        expect(await figure("tallyho_replica_in_use ")).toBe(1);
        expect(await figure("tallyho_replica_lag_seconds ")).toBeLessThan(10);
      }
      await pair.standby.kill();
      await until(
        "both know that it is away",
        async () => (await figure("tallyho_replica_in_use ")) === 0,
      );
      for (const { status } of await readByAll(byToken())) {
        expect(status).toBe(200);
      }
      await pair.standby.startAgain();
      await untilReadByAll();
      await until(
        "both use it again",
        async () => (await figure("tallyho_replica_in_use ")) === 1,
      );
    },
    FAULT_MS_MAX,
  );

  test(
    "a report that is sent by its schedule is counted on the replica",
    async () => {
      const person = await signedIn(tracker.api, "admin");
      const { status } = await person.ask("POST", "/saved-reports", {
        name: "Every morning",
        query: { group_by: "campaign,day", period: "yesterday" },
        schedule: "daily",
        hour: 0,
        send_by: "mail",
      });
      expect(status).toBe(201);
      const from = pair.standby.log.length;
      await pair.primary.ask(
        "network",
        "update saved_reports set next_at = now() - interval '1 minute'",
        `insert into jobs (id, name, payload, due_at, created_at)
          values (gen_random_uuid(), 'send_reports', '{}', now(), now())`,
      );
      await until("it is sent", async () => {
        const [row] = await pair.primary.ask(
          "network",
          "select failure from saved_reports where sent_at is not null",
        );
        return row?.failure === "No mail is set up: see TALLYHO_SMTP_URL";
      });
      const mark = crypto.randomUUID();
      await pair.standby.ask("network", `select '${mark}'`);
      await until("its log has come so far", () =>
        pair.standby.log.includes(mark),
      );
      const there = pair.standby.log.slice(from);
      expect(there).toMatch(/^tallyho reads\|.*report_blocks/m);
    },
    FAULT_MS_MAX,
  );
});

import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { ApiClient } from "../api_client.ts";
import { page } from "../doc_pages.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { TEST_KEY } from "../harness.ts";
import { listRoutes } from "../list_world.ts";
import { longTest } from "../long.ts";
import { signedIn } from "../people.ts";
import { runProgram } from "../program.ts";
import { until } from "../until.ts";
import { HAS_POSTGRES_15, STANDBY_OPTIONS } from "./external_postgres.ts";
import {
  isReadThere,
  LOG_ALL,
  ReplicaPair,
  untilReadThere,
} from "./replica_pair.ts";
import {
  compareReads,
  findUnread,
  listsThere,
  REPORTS,
} from "./replica_walk.ts";
import {
  expectNewToken,
  expectOwnFiles,
  readsAfterFaults,
} from "./replica_files.ts";
import { TrackerDirectory } from "./tracker_process.ts";
import type { TrackerProcess } from "./tracker_process.ts";

const REPORT = `/api/v1${REPORTS[0]}`;
const LIST = "/api/v1/affiliates";
const START_MS_MAX = 120_000;
const FAULT_MS_MAX = 120_000;

test("the document makes a standby as these tests do", () => {
  const text = page("docs/operate/read-replica.md");
  const line = text.split("\n").find((one) => /^ *pg_basebackup /.test(one));
  expect(line).toEndWith(STANDBY_OPTIONS.join(" "));
});

type Page = { data: { id: number; name: string }[] };

describe.skipIf(!HAS_POSTGRES_15)("a read replica", () => {
  const directory = new TrackerDirectory();
  const other_directory = new TrackerDirectory();
  let pair: ReplicaPair;
  let tracker: TrackerProcess;
  let setup: Setup;
  let env: Record<string, string>;

  beforeAll(async () => {
    pair = await ReplicaPair.start(directory.base, LOG_ALL);
    env = {
      DATABASE_URL: pair.database_url,
      TALLYHO_READ_URL: pair.read_url,
      TALLYHO_KEY: TEST_KEY,
    };
    tracker = await directory.start(env);
    setup = await setUp(tracker.api);
    const click_id = await tracker.api.click(setup.slug, "?sub1=a");
    await tracker.api.postback({ click_id, order_id: "R-1" });
    await untilReadThere(tracker.api);
  }, START_MS_MAX);

  afterAll(async () => {
    await tracker.stop();
    await pair.kill();
    await directory.remove();
    await other_directory.remove();
  });

  const read = async (path: string, headers: Record<string, string> = {}) =>
    await tracker.api.fetch(path, {
      headers: { authorization: `Bearer ${tracker.api.token}`, ...headers },
    });

  const problem = async () => {
    const { status, body } = await tracker.api.fetch<{
      ready: boolean;
      degraded: string[];
      problems: { code: string; since: string; detail: string }[];
    }>("/readyz");
    const found = body.problems.find(({ code }) => code === "replica");
    const is_degraded = body.degraded.includes("replica");
    return found === undefined
      ? null
      : { ...found, status, ready: body.ready, is_degraded };
  };

  test(
    "lists, reports and exports are there what they are on the primary",
    async () => {
      const ids: Record<string, number> = {
        campaigns: setup.campaign_id,
        affiliates: setup.affiliate_id,
        advertisers: setup.advertiser_id,
      };
      const routes = listRoutes().map((route) => ({
        route,
        path: route.path
          .replace("/api/v1", "")
          .replace(/^\/(\w+)\/:id/, (path, name) =>
            name in ids ? `/${name}/${ids[name]}` : path,
          )
          .replace(":key", "sale"),
      }));
      const lists = listsThere(routes).filter((path) => !path.includes(":"));
      expect(lists.length).toBeGreaterThan(25);
      const paths = [...lists, ...REPORTS];
      // The click is drained a moment later.
      await until("the click is in reports", async () => {
        const { body } = await read(REPORT);
        return (body as { data: unknown[] }).data.length > 0;
      });
      const json = ["application/json"];
      expect(await compareReads(tracker.api, paths, json)).toEqual([]);
      expect(await compareReads(tracker.api, [...REPORTS, "/clicks"])).toEqual(
        [],
      );
      expect(await findUnread(tracker.api, pair, REPORTS)).toEqual([]);
      const { body } = await tracker.api.fetch<{ text: string }>("/metrics");
      expect(body.text).toContain("tallyho_replica_in_use 1\n");
      expect(body.text).toMatch(/tallyho_replica_lag_seconds \d/);
      expect(body.text).toMatch(
        /tallyho_reads_total\{where="replica",why=""\} [1-9]/,
      );
      expect(await problem()).toBeNull();
    },
    FAULT_MS_MAX,
  );

  test(
    "who changed something sees it at every instance, whatever the replica has",
    async () => {
      const other = await other_directory.start(env);
      await untilReadThere(other.api);
      const bystander = await tracker.api.call<{ token: string }>(
        "POST",
        "/tokens",
        { name: "bystander", role: "admin" },
      );
      const person = await signedIn(tracker.api, "admin");
      await untilReadThere(tracker.api);
      await pair.pause();
      const made = await read(LIST, {});
      expect(made.headers.has("tallyho-as-of")).toBeTrue();
      const answer = await tracker.api.try("POST", "/affiliates", {
        name: "Just made",
      });
      expect(answer.status).toBe(201);
      const after = answer.headers.get("tallyho-read-after") ?? "";
      expect(after).toMatch(/^[0-9A-F]+\/[0-9A-F]+$/);

      const names = ({ body }: { body: unknown }) =>
        (body as Page).data.map(({ name }) => name);
      // By the same caller here, and at another instance by the header.
      const own = await read(LIST);
      expect(names(own)).toContain("Just made");
      expect(own.headers.has("tallyho-as-of")).toBeFalse();
      const elsewhere = await other.api.fetch<Page>(LIST, {
        headers: {
          authorization: `Bearer ${tracker.api.token}`,
          "tallyho-read-after": after,
        },
      });
      expect(names(elsewhere)).toContain("Just made");
      await expectOwnFiles(tracker.api, LIST, "Just made");
      await expectNewToken(tracker.api, LIST);
      // By somebody else, from the replica.
      const seen = await new ApiClient(
        tracker.api.url,
        bystander.token,
      ).try<Page>("GET", "/affiliates");
      expect(names(seen)).not.toContain("Just made");
      expect(seen.headers.has("tallyho-as-of")).toBeTrue();

      // A browser is given a cookie, which the other instance reads.
      const posted = await person.ask("POST", "/affiliates", {
        name: "By hand",
      });
      const [cookie] =
        /tallyho_read_after=[^;]+/.exec(
          posted.headers.get("set-cookie") ?? "",
        ) ?? [];
      expect(cookie).toBeDefined();
      const browsed = await other.api.fetch<Page>(LIST, {
        headers: {
          cookie: `${person.cookie}; ${cookie}`,
          origin: other.api.url,
        },
      });
      expect(names(browsed)).toContain("By hand");
      expect(browsed.headers.has("tallyho-as-of")).toBeFalse();

      await pair.resume();
      await untilReadThere(tracker.api);
      expect(names(await read(LIST))).toContain("Just made");
      await other.stop();
    },
    FAULT_MS_MAX,
  );

  test(
    "verify reads the ledger and the reports there, and says as of when",
    async () => {
      const from = pair.standby.log.length;
      const settings = { ...env, TALLYHO_DATA_DIR: directory.data_dir };
      const verified = await runProgram(["verify"], settings);
      expect(verified.stderr).toContain(
        "Reading from the replica, which has everything up to 20",
      );
      expect(verified.stdout).toContain("The ledger is valid");
      expect(verified.code).toBe(0);
      const there = pair.standby.log.slice(from);
      expect(there).toContain("from ledger_transactions where id > $1");
      expect(there).toContain("lock table clicks in access share mode");
      expect(there).not.toContain("tallyho reads|ERROR");
      expect(verified.stderr).not.toContain("failed");
      const doctor = await runProgram(["doctor", "--json"], settings);
      expect(doctor.stdout).toContain('"check":"read replica","state":"ok"');
    },
    FAULT_MS_MAX,
  );

  test(
    "a read that the replay cancels is answered by the primary",
    async () => {
      await pair.cancelAtOnce();
      const before = await readsAfterFaults(tracker.api);
      const canceled = () =>
        pair.standby.log.match(/due to conflict with recovery/g)?.length ?? 0;

      // A report is a transaction: it has read the one table, and waits for the other.
      const blocks = await pair.hold("report_blocks");
      const report = read(REPORT);
      await pair.waitingRead();
      const prices = await pair.hold("click_prices");
      await until("its log says so", () => canceled() === 1);
      await prices.release();
      await blocks.release();
      expectFromPrimary(await report);

      // A list is one statement, which sees rows that are removed.
      await untilReadThere(tracker.api);
      const conversions = await pair.hold("conversions");
      const list = read("/api/v1/conversions");
      const waiting = await pair.waitingRead();
      process.kill(waiting, "SIGSTOP");
      await conversions.release();
      await pair.vacuum();
      process.kill(waiting, "SIGCONT");
      expectFromPrimary(await list);
      await until("its log says so", () => canceled() === 2);

      expect(await readsAfterFaults(tracker.api)).toBe(before + 2);
      await untilReadThere(tracker.api);
    },
    FAULT_MS_MAX,
  );

  test(
    "killed, every read is answered by the primary, and the replica is read again once it is back",
    async () => {
      const told = () => tracker.log.match(/replica is not used/g)?.length ?? 0;
      const before = told();
      const since = Date.now();
      await pair.standby.kill();
      for (const path of [REPORT, LIST, REPORT, LIST]) {
        const answer = await read(path);
        expect(answer.status).toBe(200);
        expect(answer.headers.has("tallyho-as-of")).toBeFalse();
      }
      const found = await until("/readyz says it", problem);
      expect(found).toMatchObject({
        ...{ status: 200, ready: true, is_degraded: true },
        detail: expect.stringContaining("it doesn't answer"),
      });
      expect(Date.parse(found.since)).toBeGreaterThanOrEqual(since - 1_000);
      expect(told()).toBe(before + 1);
      await pair.standby.startAgain();
      await untilReadThere(tracker.api);
      expect(await problem()).toBeNull();
      expect(told()).toBe(before + 1);
    },
    FAULT_MS_MAX,
  );

  test(
    "frozen, requests in progress are asked again on the primary",
    async () => {
      pair.standby.freeze();
      const answers = await Promise.all(
        [REPORT, LIST, REPORT, LIST].map((path) => read(path)),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      for (const { headers } of answers) {
        expect(headers.has("tallyho-as-of")).toBeFalse();
      }
      expect(await until("/readyz says it", problem)).toMatchObject({
        detail: expect.stringContaining("no answer in time"),
      });
      pair.standby.thaw();
      await untilReadThere(tracker.api);
    },
    FAULT_MS_MAX,
  );

  longTest(
    "more than ten seconds behind, the primary answers until it has caught up",
    async () => {
      const reader = await tracker.api.call<{ token: string }>(
        "POST",
        "/tokens",
        { name: "reader", role: "admin" },
      );
      const api = new ApiClient(tracker.api.url, reader.token);
      await untilReadThere(api);
      await pair.pause();
      await tracker.api.call("POST", "/affiliates", { name: "Behind" });
      expect(await isReadThere(api)).toBeTrue();
      await until(
        "it is read on the primary",
        async () => !(await isReadThere(api)),
      );
      expect(await problem()).toMatchObject({
        ...{ status: 200, is_degraded: true },
        detail: expect.stringMatching(/it lags 1\d s behind/),
      });
      const { body } = await api.try<Page>("GET", "/affiliates");
      expect(body.data.map(({ name }) => name)).toContain("Behind");
      const { body: metrics } = await api.fetch<{ text: string }>("/metrics");
      expect(metrics.text).toContain("tallyho_replica_in_use 0\n");
      expect(metrics.text).toMatch(/tallyho_replica_lag_seconds 1\d/);
      await pair.resume();
      await untilReadThere(api);
      expect(await problem()).toBeNull();
    },
    FAULT_MS_MAX,
  );

  test(
    "promoted, or none at all, it is not read any more",
    async () => {
      await pair.standby.ask("postgres", "select pg_promote()");
      await pair.standby.ask("network", "delete from api_tokens");
      const found = await until("/readyz says it", problem);
      expect(found.detail).toContain("it takes writes itself");
      for (const path of [REPORT, LIST]) {
        const answer = await read(path);
        expect(answer.status).toBe(200);
        expect(answer.headers.has("tallyho-as-of")).toBeFalse();
      }
      const says = async (read_url: string) => {
        const { stderr } = await runProgram(["verify"], {
          ...env,
          TALLYHO_DATA_DIR: directory.data_dir,
          TALLYHO_READ_URL: read_url,
        });
        return stderr;
      };
      expect(await says(pair.read_url)).toContain("it takes writes itself");
      expect(await says(pair.database_url)).toContain("it takes writes itself");
      const second = await pair.primary.startStandby("second");
      expect(await says(second.url("postgres"))).toContain(
        "it is another database of the server",
      );
      await second.kill();
      expect(await says(second.url("network"))).toContain("it doesn't answer");
    },
    FAULT_MS_MAX,
  );
});

function expectFromPrimary(answer: {
  status: number;
  headers: Headers;
  body: unknown;
}) {
  expect(answer.status).toBe(200);
  expect(answer.headers.has("tallyho-as-of")).toBeFalse();
  expect((answer.body as { data: unknown[] }).data.length).toBeGreaterThan(0);
}

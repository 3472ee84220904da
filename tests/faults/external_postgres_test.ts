import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { page } from "../doc_pages.ts";
import { setUp } from "../factory.ts";
import { IS_LONG } from "../long.ts";
import { ExternalPostgres, HAS_POSTGRES_15 } from "./external_postgres.ts";
import { TrackerDirectory } from "./tracker_process.ts";

const INSTALL = "docs/operate/install.md";

describe.each([
  ["the Postgres that tallyho brings", "bundled"],
  ["Postgres 15", "postgres_15"],
] as const)("with DATABASE_URL, on %s", (_, which) => {
  if (which === "postgres_15" && !HAS_POSTGRES_15) {
    test("nothing is tried: it is not on this machine", () => {
      expect(HAS_POSTGRES_15).toBeFalse();
    });
    return;
  }
  // Shown on the oldest version alone, and on both in the long run.
  const anyVersionTest = test.skipIf(
    which === "bundled" && HAS_POSTGRES_15 && !IS_LONG,
  );
  const directory = new TrackerDirectory();
  let server: ExternalPostgres;
  beforeAll(async () => {
    server = await ExternalPostgres.start(directory.base, which);
  });
  afterAll(async () => {
    await directory.remove();
    await server.stop();
  });

  anyVersionTest(
    "a click is sold and paid, and what was set up is there after a restart",
    async () => {
      const url = await server.makeDatabase("shop", "createrole");
      const first = await directory.start({ DATABASE_URL: url });
      const { slug } = await setUp(first.api);
      const click_id = await first.api.click(slug);
      const sale = { click_id, order_id: "A-1" };
      expect((await first.api.postback(sale)).status).toBe(201);
      const stopped = await first.stop();
      expect(stopped).toMatchObject({ exit_code: 0, stderr: "" });
      expect(directory.postgresPid()).toBeNull();

      const second = await directory.start({ DATABASE_URL: url });
      expect((await second.api.postback(sale)).body.outcome).toBe("duplicate");
      const accounts = await second.api.call("GET", "/ledger/accounts");
      expect(accounts.data).toMatchObject([
        { currency: "USD", receivable: "20.00", payable: "-12.50" },
      ]);
      await second.stop();
    },
  );

  test("the role that the program runs as may not change what is booked, nor may the tracker start where it may", async () => {
    const url = await server.makeDatabase("guarded", "superuser");
    const first = await directory.start({ DATABASE_URL: url });
    const rows = await server.ask(
      "guarded",
      "select usename, application_name from pg_stat_activity where datname = 'guarded' and application_name = 'tallyho'",
    );
    expect(rows.length).toBeGreaterThan(0);
    await first.stop();

    const sql = postgres(url, {
      max: 1,
      onnotice: () => {},
      connection: { role: "tallyho_app" },
    });
    for (const change of [
      "update ledger_transactions set receivable_micros = 0",
      "delete from ledger_transactions",
      "truncate ledger_transactions",
      "alter table ledger_transactions disable trigger all",
    ]) {
      const failure = await sql.unsafe(change).then(
        () => "done",
        (error: Error) => error.message,
      );
      expect(failure).toMatch(/permission denied|must be owner/);
    }
    await sql.end();

    await server.ask(
      "guarded",
      "grant update on ledger_transactions to tallyho_app",
    );
    const refused = await directory.run({ DATABASE_URL: url });
    expect(refused.exit_code).toBe(1);
    expect(refused.stdout).toBe("");
    expect(refused.stderr).toContain("ledger_transactions");
  });

  test("an owner that may not create roles is told what to run, and that works", async () => {
    const other = await server.makeDatabase("plain", "nocreaterole");
    const refused = await directory.run({ DATABASE_URL: other });
    expect(refused.exit_code).toBe(1);
    expect(refused.stdout).toBe("");
    const [, advice = ""] =
      /run "(.*)" as a superuser/.exec(refused.stderr) ?? [];
    expect(advice).toContain("grant tallyho_app to");
    const [, grant = ""] = advice.split("; ");
    await server.ask(
      "postgres",
      grant.replace("<the user of DATABASE_URL>", "plain_owner"),
    );
    const tracker = await directory.start({ DATABASE_URL: other });
    await setUp(tracker.api);
    expect((await tracker.stop()).exit_code).toBe(0);
  });

  test("the statements of the installation's page are enough", async () => {
    const [, block = ""] = /```sql\n(.*?)```/s.exec(page(INSTALL)) ?? [];
    const statements = block.split(";\n").filter((text) => text !== "");
    expect(statements.length).toBe(4);
    for (const text of statements) {
      // Other tests of this server made the program's role already.
      if (text.startsWith("create role tallyho_app")) continue;
      await server.ask("postgres", text);
    }
    await server.ask("postgres", "alter role tallyho password 'hidden'");
    const tracker = await directory.start({
      DATABASE_URL: server.url("tallyho", "tallyho"),
    });
    await setUp(tracker.api);
    expect((await tracker.stop()).exit_code).toBe(0);
  });

  anyVersionTest(
    "a tracker whose Postgres is gone says so, keeps redirecting, and still stops on a signal",
    async () => {
      const url = await server.makeDatabase("gone", "nocreaterole");
      await server.ask("postgres", "grant tallyho_app to gone_owner");
      const tracker = await directory.start({ DATABASE_URL: url });
      const { slug } = await setUp(tracker.api);
      await server.stop();
      const ready = await tracker.api.fetch("/readyz");
      expect(ready.body).toMatchObject({
        database: "unreachable",
        degraded: ["database"],
      });
      // Kept in the journal, or left to the sender's retry; never a 500.
      const postback = await tracker.api.postback({ click_id: "none" });
      expect(postback.status).toBeOneOf([202, 503]);
      await tracker.api.click(slug);
      const ended = await tracker.stop();
      expect(ended.exit_code).toBeOneOf([0, 1]);
    },
  );
});

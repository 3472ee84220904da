// Who reads a report each morning has it in the mail: once, with the rows that they may see now, and
// told where it stopped.
import {
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
} from "bun:test";
import { sql } from "drizzle-orm";
import { tmpdir } from "node:os";
import { networkEvents } from "../../db/schema/mod.ts";
import type { JobContext } from "../../modules/scheduler/mod.ts";
import { Reports, ReportThread } from "../../modules/reports/mod.ts";
import { savedReportJobs } from "../../modules/saved_reports/mod.ts";
import type { ApiClient } from "../api_client.ts";
import { serviceForFile } from "../harness.ts";
import { mailServerForFile, plainText } from "../mail_server.ts";
import { clientOf, signedIn } from "../people.ts";
import type { Person } from "../people.ts";
import { DAY_MS, reportFile, reportWorld } from "../report_world.ts";
import type { ReportWorld } from "../report_world.ts";
import { BEHIND_PROXY } from "../visits.ts";

const { received, env } = await mailServerForFile();
const service = await serviceForFile({ env: { ...env, ...BEHIND_PROXY } });
const { api, clock, db } = service;

const MINUTE_MS = 60_000;

let world: ReportWorld;
beforeAll(async () => {
  world = await reportWorld(service);
});
beforeEach(() => {
  received.length = 0;
});
// Else each test would also send what those before it have scheduled.
afterEach(async () => {
  await db.execute(
    sql`update saved_reports set schedule = null, next_at = null`,
  );
});

async function runJob(name: string): Promise<void> {
  await service.scheduler.enqueue(db, { name });
  while (await service.scheduler.runOnce(name));
}

async function sendDue(): Promise<void> {
  await runJob("send_reports");
  await runJob("send_mails");
}

/** Runs the job on several trackers at once, and no other job. */
async function sendAlone({
  trackers,
  mailer,
}: {
  trackers: number;
  mailer?: object;
}): Promise<void> {
  const reports = new Reports({
    db,
    clock,
    thread: new ReportThread(),
    default_currency: "USD",
    default_timezone: "UTC",
    directory: tmpdir(),
  });
  const runs = Array.from({ length: trackers }, () => sendBy(reports, mailer));
  await Promise.all(runs);
  await reports.stop();
}

async function sendBy(
  reports: Pick<Reports, "default_currency" | "file">,
  mailer?: object,
): Promise<void> {
  const deps = { db, clock, public_url: service.url, reports, mailer };
  const { signal } = new AbortController();
  for (const { run } of savedReportJobs(deps)) {
    await run({ signal } as JobContext);
  }
}

async function schedule(person: Person, more: object = {}) {
  const { status, body } = await person.ask("POST", "/saved-reports", {
    name: "Yesterday, by campaign",
    query: { group_by: "campaign,country", period: "yesterday" },
    schedule: "daily",
    ...more,
  });
  expect(status).toBe(201);
  return { path: `/saved-reports/${String(body["id"])}`, body };
}

async function read(person: Person, path: string) {
  return (await person.ask("GET", path)).body;
}

/** The days at whose end a report of yesterday is due, once more. */
function nextMorning(days = 1): { from: string; to: string } {
  const today = Math.floor(clock.nowMs() / DAY_MS) + days;
  clock.set(today * DAY_MS + 8 * 3_600_000);
  const [from, to] = [today - 1, today].map((day) =>
    new Date(day * DAY_MS).toISOString().slice(0, 10),
  );
  return { from: from ?? "", to: to ?? "" };
}

function mailsTo({ email }: Person) {
  return received.filter(({ to }) => to.includes(email));
}

function attached(text: string): string {
  const [, part = ""] = text.split("Content-Disposition: attachment");
  const body = part.slice(part.indexOf("\r\n\r\n") + 4);
  const [base64 = ""] = body.split("\r\n--");
  return Buffer.from(base64, "base64").toString("utf8");
}

describe("a scheduled report", () => {
  test("is mailed with the rows that its owner sees, once", async () => {
    const { affiliate_id, advertiser_id } = world.shoes;
    const people: [Person, ApiClient][] = [
      [await signedIn(api, "affiliate", { affiliate_id }), world.affiliate],
      [await signedIn(api, "advertiser", { advertiser_id }), world.advertiser],
      [
        await signedIn(api, "manager", { affiliate_ids: [affiliate_id] }),
        world.manager,
      ],
      [await signedIn(api, "admin"), api],
    ];
    const made = [];
    for (const [person] of people) made.push(await schedule(person));
    expect(made[0]?.body).toMatchObject({
      schedule: "daily",
      hour: 8,
      timezone: "UTC",
      send_by: "mail",
      next_at: "2026-11-24T08:00:00.000Z",
      sent_at: null,
      failure: null,
    });
    await sendDue();
    expect(received).toEqual([]);
    const { from, to } = nextMorning();
    expect([from, to]).toEqual(["2026-11-23", "2026-11-24"]);
    await sendDue();
    await sendDue();
    const files = new Set<string>();
    for (const [at, [person, client]] of people.entries()) {
      const [mail, ...others] = mailsTo(person);
      expect(others).toEqual([]);
      expect(mail?.text).toContain("Subject: Yesterday, by campaign");
      expect(mail?.text).toContain("Yesterday_ by campaign.csv");
      const query = `group_by=campaign,country&from=${from}&to=${to}`;
      const file = await reportFile(client, query, "text/csv");
      expect(attached(mail?.text ?? "")).toBe(file);
      files.add(file);
      expect(await read(person, made[at]?.path ?? "")).toMatchObject({
        next_at: "2026-11-25T08:00:00.000Z",
        sent_at: "2026-11-24T08:00:00.000Z",
        failure: null,
      });
    }
    expect(files.size).toBe(4);
    const text = plainText(received[0]?.text);
    expect(text).toContain(`${service.url}/api/v1/reports?group_by=`);
  });

  test("makes up for the latest missed time alone, also by several trackers at once", async () => {
    const person = await signedIn(api, "manager");
    await schedule(person, { query: { group_by: "day", period: "today" } });
    nextMorning(3);
    await sendAlone({ trackers: 3, mailer: {} });
    await sendDue();
    const [mail, ...others] = mailsTo(person);
    expect(others).toEqual([]);
    const day = new Date(clock.nowMs()).toISOString().slice(0, 10);
    expect(plainText(mail?.text)).toContain(`${day}T00:00:00.000Z to`);
  });

  test("isn't kept waiting by all that another user has", async () => {
    const many = await signedIn(api, "manager");
    const few = await signedIn(api, "manager");
    for (const [person, limit] of [
      [many, "101"],
      [many, "102"],
      [many, "103"],
      [few, "104"],
    ] as const) {
      await schedule(person, { query: { limit } });
    }
    nextMorning();
    const sent: number[] = [];
    const file = ({ request: { limit } }: { request: { limit: number } }) => {
      if (limit > 100) sent.push(limit);
      return Promise.resolve(new Response("day\r\n"));
    };
    await sendBy({ default_currency: "USD", file }, {});
    expect(sent).toEqual([101, 104, 102, 103]);
  });

  test("is told to webhooks of its owner's party, and of the network", async () => {
    const { affiliate_id } = world.shoes;
    const hook = async (client: ApiClient, more: object = {}) => {
      const url = "http://127.0.0.1:9/reports";
      const events = ["report.ready"];
      const body = { url, events, ...more };
      return String((await client.call("POST", "/webhooks", body))["id"]);
    };
    const ids = [
      await hook(api),
      await hook(world.affiliate),
      await hook(api, { affiliate_id: world.hats.affiliate_id }),
    ];
    const person = await signedIn(api, "affiliate", { affiliate_id });
    const { body } = await schedule(person, { send_by: "webhook" });
    const { from, to } = nextMorning();
    await sendDue();
    await sendDue();
    expect(mailsTo(person)).toEqual([]);
    const [event, ...others] = await db.select().from(networkEvents);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: "report.ready",
      affiliate_id,
      data: {
        saved_report_id: body["id"],
        name: "Yesterday, by campaign",
        from: `${from}T00:00:00.000Z`,
        to: `${to}T00:00:00.000Z`,
      },
    });
    const asked = String(event?.data["path"]).replace("/api/v1", "");
    expect((await person.ask("GET", asked)).status).toBe(200);
    while (await service.network_events.runOnce());
    const told = [];
    for (const id of ids) {
      const path = `/webhooks/${id}/deliveries`;
      const { data } = await api.call<{ data: object[] }>("GET", path);
      told.push(data.length);
    }
    expect(told).toEqual([1, 1, 0]);
    const { advertiser_id } = world.shoes;
    const shop = await signedIn(api, "advertiser", { advertiser_id });
    const refused = await shop.ask("POST", "/saved-reports", {
      name: "x",
      query: {},
      schedule: "daily",
      send_by: "webhook",
    });
    expect(refused.status).toBe(422);
  });

  test("stops when its owner is disabled or may not ask for it, and goes on when it is changed", async () => {
    const { affiliate_id } = world.shoes;
    const [gone, moved] = [
      await signedIn(api, "manager"),
      await signedIn(api, "manager"),
    ];
    const query = { group_by: "advertiser", period: "yesterday" };
    const [of_gone, of_moved] = [
      await schedule(gone, { query }),
      await schedule(moved, { query }),
    ];
    await api.call("PATCH", `/users/${gone.id}`, { disabled: true });
    const party = { role: "affiliate", affiliate_id };
    await api.call("PATCH", `/users/${moved.id}`, party);
    nextMorning();
    await sendDue();
    expect([...mailsTo(gone), ...mailsTo(moved)]).toEqual([]);
    expect(await api.call("GET", of_gone.path)).toMatchObject({
      next_at: null,
      failure: "Stopped: Its user is disabled",
    });
    expect(await api.call("GET", of_moved.path)).toMatchObject({
      schedule: "daily",
      next_at: null,
      failure: expect.stringContaining(
        "Stopped: Invalid query.group_by: must be one of hour,",
      ),
    });
    await moved.signIn();
    const allowed = { query: { ...query, group_by: "campaign" } };
    const { body } = await moved.ask("PATCH", of_moved.path, allowed);
    expect(body).toMatchObject({ failure: null });
    expect(body["next_at"]).not.toBeNull();
    nextMorning();
    await sendDue();
    expect(mailsTo(moved)).toHaveLength(1);
    await moved.ask("PATCH", of_moved.path, { schedule: null });
    nextMorning();
    await sendDue();
    expect(mailsTo(moved)).toHaveLength(1);
  });

  test("isn't mailed to who turned that off, nor to who may no more ask for it", async () => {
    const quiet = await signedIn(api, "manager");
    const leaving = await signedIn(api, "manager");
    const limited = await signedIn(api, "manager");
    const kept = await signedIn(api, "manager", {
      affiliate_ids: [world.shoes.affiliate_id],
    });
    const people = [quiet, leaving, limited, kept];
    for (const person of people) await schedule(person);
    const off = { events: { "report.ready": false } };
    await quiet.ask("PUT", "/me/notifications", off);
    nextMorning();
    await sendAlone({ trackers: 1, mailer: {} });
    const party = { role: "affiliate", affiliate_id: world.shoes.affiliate_id };
    await api.call("PATCH", `/users/${leaving.id}`, party);
    const limits = { affiliate_ids: [world.hats.affiliate_id] };
    await api.call("PATCH", `/users/${limited.id}`, limits);
    await runJob("send_mails");
    expect(people.map((person) => mailsTo(person).length)).toEqual([
      0, 0, 0, 1,
    ]);
  });

  test("is tried again ever more seldom after a failure, and stops after a week", async () => {
    const person = await signedIn(api, "manager");
    const { path } = await schedule(person);
    const failing = {
      default_currency: "USD",
      file: () =>
        Promise.reject(Object.assign(new Error("x"), { code: "53100" })),
    };
    const sendFailing = async () => {
      await sendBy(failing, {}).catch(() => {});
      const { failures, retry_at, failure, next_at } = await read(person, path);
      const due_ms = Date.parse(String(retry_at)) - clock.nowMs();
      return { failures, minutes: due_ms / MINUTE_MS, failure, next_at };
    };
    nextMorning();
    const minutes: number[] = [];
    for (let tried = 1; tried <= 8; tried++) {
      const now = await sendFailing();
      expect(now).toMatchObject({
        failures: tried,
        failure: "Tried again: It could not be counted (53100)",
      });
      clock.advance((now.minutes - 1) * MINUTE_MS);
      expect((await sendFailing()).failures).toBe(tried);
      clock.advance(MINUTE_MS);
      minutes.push(now.minutes);
    }
    expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    clock.advance(7 * DAY_MS);
    expect(await sendFailing()).toMatchObject({
      failures: 9,
      failure: "Stopped: It failed for 7 days: It could not be counted (53100)",
      next_at: null,
    });
    await sendDue();
    expect(mailsTo(person)).toEqual([]);
    const { body } = await person.ask("PATCH", path, { hour: 9 });
    expect(body).toMatchObject({ failure: null, failures: 0, retry_at: null });
    nextMorning(2);
    await sendDue();
    expect(mailsTo(person)).toHaveLength(1);
  });

  test("says where no mail is set up", async () => {
    const person = await signedIn(api, "manager");
    const { path } = await schedule(person);
    nextMorning();
    await sendAlone({ trackers: 1 });
    expect(await read(person, path)).toMatchObject({
      failure: "No mail is set up: see TALLYHO_SMTP_URL",
    });
  });

  test("has a zone, an hour and a way that there are", async () => {
    const client = await clientOf(api, {
      user_id: (await signedIn(api, "manager")).id,
    });
    const body = { name: "x", query: {}, schedule: "daily" };
    for (const wrong of [
      { schedule: "hourly" },
      { hour: 24 },
      { timezone: "+05:45" },
      { send_by: "fax" },
    ]) {
      const { status } = await client.try("POST", "/saved-reports", {
        ...body,
        ...wrong,
      });
      expect({ wrong, status }).toEqual({ wrong, status: 422 });
    }
  });
});

test("nothing failed", () => {
  expect(service.log).toEqual([]);
});

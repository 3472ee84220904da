// A report that is asked for each week is set up once: it is its owner's, it is one that the owner
// may ask for, and it counts anew each time.
import { beforeAll, describe, expect, test } from "bun:test";
import { serviceForFile } from "../harness.ts";
import { clientOf, signedIn } from "../people.ts";
import type { Person } from "../people.ts";
import { report, reportWorld } from "../report_world.ts";
import type { ReportWorld } from "../report_world.ts";
import { BEHIND_PROXY } from "../visits.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api } = service;

interface Saved {
  id: number;
  name: string;
  query: Record<string, string>;
  path: string;
  shared: boolean;
  user_id: string;
  created_at: string;
}

let world: ReportWorld;
let ada: Person;
let manager: Person;
let affiliate: Person;
let advertiser: Person;
beforeAll(async () => {
  world = await reportWorld(service);
  const { affiliate_id, advertiser_id } = world.shoes;
  ada = await signedIn(api, "admin");
  manager = await signedIn(api, "manager");
  affiliate = await signedIn(api, "affiliate", { affiliate_id });
  advertiser = await signedIn(api, "advertiser", { advertiser_id });
});

async function save(
  person: Person,
  query: Record<string, string>,
  more: object = {},
) {
  const body = { name: "Mine", query, ...more };
  return await person.ask<Saved>("POST", "/saved-reports", body);
}

async function idsOf(person: Person, query = ""): Promise<number[]> {
  const path = `/saved-reports${query}`;
  const { body } = await person.ask<{ data: Saved[] }>("GET", path);
  return body.data.map(({ id }) => id);
}

describe("a saved report", () => {
  test("is asked for by its path, and counts what its period is then", async () => {
    const query = { group_by: "sub1,country", period: "yesterday" };
    const { status, body } = await save(affiliate, query);
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: "Mine", query, shared: false });
    expect(body.path).toBe(
      "/api/v1/reports?period=yesterday&group_by=sub1%2Ccountry",
    );
    const path = body.path.replace("/api/v1", "");
    const { body: counted } = await affiliate.ask("GET", path);
    const dates = "from=2026-11-22&to=2026-11-23";
    expect(counted).toMatchObject({
      from: "2026-11-22T00:00:00.000Z",
      totals: { clicks: { gross: 3 }, payout: "12.50" },
    });
    const { data } = await report(
      world.affiliate,
      `group_by=sub1,country&${dates}`,
    );
    expect(counted["data"]).toEqual(data);
  });

  test("is its owner's; what an admin shares is all of the office's", async () => {
    const query = { group_by: "day" };
    const of_affiliate = (await save(affiliate, query)).body.id;
    const of_manager = (await save(manager, query)).body.id;
    const hidden = (await save(ada, query)).body.id;
    const shared = (await save(ada, query, { shared: true })).body.id;
    expect(await idsOf(advertiser)).toEqual([]);
    expect(await idsOf(affiliate)).toContain(of_affiliate);
    expect(await idsOf(affiliate)).not.toContain(shared);
    expect(await idsOf(manager)).toEqual([of_manager, shared]);
    expect(await idsOf(manager, "?shared=true")).toEqual([shared]);
    const all = await idsOf(ada);
    for (const id of [of_affiliate, of_manager, hidden, shared]) {
      expect(all).toContain(id);
    }
    const tries: [Person, string, number][] = [
      [advertiser, "GET", of_affiliate],
      [manager, "GET", hidden],
      [manager, "PATCH", shared],
      [manager, "DELETE", shared],
      [ada, "PATCH", of_manager],
    ];
    for (const [person, method, id] of tries) {
      const body = method === "PATCH" ? { name: "Theirs" } : undefined;
      const answer = await person.ask(method, `/saved-reports/${id}`, body);
      expect([method, id, answer.status]).toEqual([method, id, 404]);
    }
    const removal = await ada.ask("DELETE", `/saved-reports/${of_affiliate}`);
    expect(removal.status).toBe(204);
    expect(await idsOf(affiliate)).not.toContain(of_affiliate);
  });

  test("is changed by who saw it as it is", async () => {
    const made = await save(manager, { group_by: "day" });
    const path = `/saved-reports/${made.body.id}`;
    const query = { group_by: "month", period: "last_year" };
    const changed = await manager.ask("PATCH", path, { query });
    expect(changed.body).toEqual({
      ...made.body,
      query,
      path: "/api/v1/reports?period=last_year&group_by=month",
    });
    const stale = await service.api.fetch(`/api/v1${path}`, {
      method: "DELETE",
      headers: {
        cookie: manager.cookie,
        origin: api.url,
        "if-match": made.headers.get("etag") ?? "",
      },
    });
    expect(stale.status).toBe(412);
  });

  test("is one that its owner may ask for", async () => {
    for (const [person, query, field] of [
      [manager, { group_by: "planet" }, "query.group_by"],
      [manager, { group_by: "day", from: "tomorrow" }, "query.from"],
      [manager, { period: "tomorrow" }, "query.period"],
      [manager, { planet: "earth" }, "query.planet"],
      [manager, { cursor: "abc" }, "query.cursor"],
      [manager, { limit: "501" }, "query"],
      [
        manager,
        {
          sub1: "é,".repeat(150),
          sub2: "é".repeat(1000),
          sub3: "é".repeat(1000),
          sub4: "é,".repeat(100),
        },
        "query",
      ],
      [affiliate, { group_by: "advertiser" }, "query.group_by"],
      [affiliate, { sort: "revenue" }, "query.sort"],
      [affiliate, { advertiser: "1" }, "query.advertiser"],
      [advertiser, { source: "x" }, "query.source"],
      [advertiser, { sort: "-payout" }, "query.sort"],
    ] as const) {
      const answer = await save(person, query);
      const { errors = [] } = answer.body as { errors?: { field: string }[] };
      expect([query, answer.status, errors[0]?.field]).toEqual([
        query,
        422,
        field,
      ]);
    }
    const shared = await save(manager, { group_by: "day" }, { shared: true });
    expect(shared.status).toBe(422);
  });

  test("is somebody's, who has a hundred at most", async () => {
    const query = { group_by: "day" };
    const nobodys = await clientOf(api, { role: "manager" });
    const body = { name: "Nobody's", query };
    const refused = await nobodys.try("POST", "/saved-reports", body);
    expect([refused.status, refused.body.code]).toEqual([
      403,
      "session_required",
    ]);
    const person = await signedIn(api, "manager");
    const made = await Promise.all(
      Array.from({ length: 103 }, () => save(person, query)),
    );
    const statuses = made.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...Array(100).fill(201), 409, 409, 409]);
  });
});

test("nothing failed", () => {
  expect(service.log).toEqual([]);
});

describe("a filter of a saved report", () => {
  test("takes external ids as its address does, and keeps the ids that they named", async () => {
    const { affiliate_id } = world.shoes;
    const of = `/affiliates/${affiliate_id}`;
    await api.call("PATCH", of, { external_id: "S,1" });
    const others = world.hats.affiliate_id;
    const query = { group_by: "affiliate", period: "yesterday" };
    const { status, body } = await save(manager, {
      ...query,
      affiliate: `${others},external_id:S,1`,
    });
    expect(status).toBe(201);
    const affiliate = `${others},${affiliate_id}`;
    expect(body.query).toEqual({ ...query, affiliate });
    const changed = await manager.ask<Saved>(
      "PATCH",
      `/saved-reports/${body.id}`,
      { query: { ...query, affiliate: "external_id:S,1" } },
    );
    expect(changed.body.query).toEqual({
      ...query,
      affiliate: String(affiliate_id),
    });
    const none = { ...query, affiliate: "external_id:nobody's" };
    expect(await save(manager, none)).toMatchObject({
      status: 422,
      body: {
        code: "unknown_reference",
        errors: [{ field: "query.affiliate" }],
      },
    });
    const labels = { group_by: "sub1", sub1: "external_id:S,1" };
    expect((await save(manager, labels)).body.query).toEqual(labels);
  });
});

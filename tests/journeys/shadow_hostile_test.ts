// Exports come from the hands of people: whatever is sent is read or refused with a reason, nothing is
// half kept, and the comparison goes through with all of it.
import { beforeAll, describe, expect, test } from "bun:test";
import type { ShadowExport } from "../../web/api/api_types.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { clientOf } from "../people.ts";
import { csvOf, ShadowWorld } from "../shadow_world.ts";

const service = await serviceForFile();
const { api } = service;
const world = new ShadowWorld(service);
const HEAD = "conversion_id,offer_id,affiliate_id,datetime,status,payout";
const ROW = "1,12,7,2026-11-21 10:00:00,approved,4.50";

beforeAll(async () => {
  await world.open("12", "7");
});

async function send(body: object) {
  return await api.try<ShadowExport & { detail: string }>(
    "POST",
    "/moves/shadow",
    body,
  );
}

describe("an export is refused with its reason", () => {
  test.each<[string, object, number, string]>([
    ["that is empty", { file: "" }, 422, "empty"],
    ["that is only a header", { file: `${HEAD}\n` }, 422, "no rows"],
    [
      "without campaigns",
      {
        file: "conversion_id,affiliate_id,datetime,payout\n1,7,2026-11-21 10:00:00,1\n",
      },
      422,
      "campaign",
    ],
    [
      "without times",
      {
        file: "conversion_id,offer_id,affiliate_id,order_id,payout\n1,12,7,A-1,1.00\n",
      },
      422,
      "time of the conversion",
    ],
    [
      "with a word that nobody knows",
      { file: `${HEAD}\n${ROW.replace("approved", "bananas")}\n` },
      422,
      "bananas",
    ],
    [
      "of days that may be months",
      {
        file: `${HEAD}\n${ROW.replace("2026-11-21", "02/03/2026")}\n`,
        from: "2026-03-01",
        to: "2026-03-09",
      },
      422,
      "date_order",
    ],
    [
      "that is a workbook",
      { file: "PK\u0003\u0004 and so on" },
      422,
      "workbook",
    ],
    [
      "of a zone that isn't one",
      { file: `${HEAD}\n${ROW}\n`, timezone: "Mars/North" },
      422,
      "timezone",
    ],
    [
      "with a time that ends before it begins",
      { file: `${HEAD}\n${ROW}\n`, from: "2026-11-22", to: "2026-11-21" },
      422,
      "from",
    ],
    [
      "with a field that isn't one",
      { file: `${HEAD}\n${ROW}\n`, frm: "2026-11-22" },
      422,
      "frm",
    ],
    [
      "whose mapping names no column",
      {
        file: `${HEAD}\n${ROW}\n`,
        mapping: {
          columns: {
            old_id: "id",
            campaign: "offer_id",
            affiliate: "affiliate_id",
            occurred_at: "datetime",
            payout: "payout",
          },
        },
      },
      422,
      "old_id",
    ],
    ["with neither file nor rows", { from: "2026-11-22" }, 400, "file"],
  ])("%s", async (_, body, status, reason) => {
    const answer = await send(body);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(reason);
  });

  test("that is larger than is read", async () => {
    const answer = await api.fetch("/api/v1/moves/shadow?timezone=UTC", {
      method: "POST",
      headers: {
        authorization: `Bearer ${api.token}`,
        "content-type": "text/csv",
      },
      body: `${HEAD}\n${`${ROW}\n`.repeat(850_000)}`,
    });
    expect(answer.status).toBe(413);
  });
});

test("a refused export leaves nothing", async () => {
  const { data } = await api.call<{ data: unknown[] }>(
    "GET",
    "/moves/shadow/exports",
  );
  expect(data).toEqual([]);
  expect(await world.breaks()).toEqual([]);
});

test("rows that can't be read are counted with their reason, and the others compared", async () => {
  const lines = [
    HEAD,
    ROW,
    "2,,7,2026-11-21 10:00:00,approved,4.50",
    "3,12,,2026-11-21 10:00:00,approved,4.50",
    "4,12,7,,approved,4.50",
    "5,12,7,2026-11-21 10:00:00,approved,4.5.0",
    "6,12,7,2026-11-21 10:00:00,approved,99999999999999999999",
    '7,12,7,2026-11-21 10:00:00,approved,"4.50',
  ];
  const made = await send({ file: `${lines.join("\n")}\n` });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ rows: 1, unreadable: 6 });
  expect(made.body.problems.map(({ row_no }) => row_no)).toEqual([
    2, 3, 4, 5, 6, 7,
  ]);
  await world.compare();
  expect(await world.breaks()).toMatchObject([
    { class: "missing_ours", why: "never_arrived", theirs: { old_id: "1" } },
  ]);
});

test("markup, formulas and long values are kept as text, never run", async () => {
  const evil = `=cmd|' /C calc'!A0`;
  const long = "x".repeat(3_000);
  const made = await world.upload([
    { ...world.row(evil), conversion_id: "<script>", offer_id: long },
    { ...world.row("'; drop table shadow_rows; --"), offer_id: "12\u0000" },
  ]);
  expect(made.rows + made.unreadable).toBe(2);
  const found = await world.breaks(`&q=${encodeURIComponent("<script>")}`);
  expect(found).toMatchObject([
    { theirs: { old_id: "<script>", campaign_id: null } },
  ]);
  expect(found[0]?.theirs?.campaign).toHaveLength(255);
});

test("many alike sales without ids are paired one to one, and the odd one out is missing", async () => {
  const { slug } = await setUp(api, {
    campaign: { external_id: "99" },
    affiliate: { external_id: "98" },
  });
  const rows = [];
  for (let at = 0; at < 45; at++) {
    const click_id = await api.click(slug);
    service.clock.advance(1_000);
    await api.postback({ click_id, order_id: `ALIKE-${at}` });
    const plain = { offer_id: "99", affiliate_id: "98", order_id: "" };
    rows.push({ ...world.row(""), ...plain, click_id: "" });
  }
  service.clock.advance(1_000);
  rows.push({ ...rows[0]!, conversion_id: "odd" });
  await world.upload(rows);
  const [campaign] = (
    await world.summary("group_by=campaign&from=2026-11-20&to=2026-11-24")
  ).data.filter(({ ours }) => ours.conversions === 45);
  expect(campaign).toMatchObject({
    items: 46,
    agreed: 45,
    theirs: { conversions: 46 },
    difference: { conversions: -1, payout: "-12.50" },
  });
});

test("two uploads at once of the same conversions keep each once", async () => {
  const rows = Array.from({ length: 50 }, (_, at) =>
    world.row(`TWO-${at}`, { conversion_id: `two-${at}` }),
  );
  const changed = rows.toReversed().map((row) => ({ ...row, payout: "1.00" }));
  const answers = await Promise.all(
    [rows, changed, rows, changed].map((some) => send({ file: csvOf(some) })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([
    200, 200, 201, 201,
  ]);
  await world.compare();
  const found = [
    ...(await world.breaks("&q=two-")),
    ...(await world.matches("&q=two-")),
  ];
  expect(new Set(found.map(({ theirs }) => theirs?.old_id)).size).toBe(50);
  expect(found).toHaveLength(50);
});

test.each(["affiliate", "advertiser"])("no %s sees it", async (role) => {
  const { setup } = world;
  const party =
    role === "affiliate"
      ? { affiliate_id: setup.affiliate_id }
      : { advertiser_id: setup.advertiser_id };
  const own = await clientOf(api, { role, ...party });
  for (const path of ["", "/breaks", "/matches", "/exports"]) {
    const { status } = await own.try("GET", `/moves/shadow${path}`);
    expect(status).toBe(404);
  }
  const { status } = await own.try("POST", "/moves/shadow", {
    file: `${HEAD}\n${ROW}\n`,
  });
  expect(status).toBe(404);
  const campaign = await own.call<object>(
    "GET",
    role === "advertiser" ? `/campaigns/${setup.campaign_id}` : "/me",
  );
  expect(campaign).not.toHaveProperty("shadow");
});

test("days without times are enough", async () => {
  await world.open("65", "66");
  // The day has no other sales.
  service.clock.advance(3 * 86_400_000);
  const { row } = await world.sell("DAYS-1");
  const datetime = row.datetime?.slice(0, 10) ?? "";
  const plain = { offer_id: "65", affiliate_id: "66", click_id: "" };
  const rows = [{ ...row, ...plain, order_id: "", datetime }];
  const { data } = await api.call<{ data: { id: string }[] }>(
    "GET",
    "/moves/shadow/exports?limit=500",
  );
  // With the times of others, midnight would be a time as well.
  for (const { id } of data) {
    await api.call("DELETE", `/moves/shadow/exports/${id}`);
  }
  service.clock.advance(86_400_000);
  const made = await world.upload(rows);
  const matches = await world.matches(`&export_id=${made.id}`);
  expect(matches).toMatchObject([{ class: "equal", rule: "amount_time" }]);
});

test("a tracker without affiliates is compared without them", async () => {
  await world.open("55", "56");
  const { row } = await world.sell("SOLO-1");
  const file = [
    "conversion_id,offer_id,order_id,datetime,status,payout,currency",
    `solo-1,55,SOLO-1,${row.datetime},approved,12.50,USD`,
    `solo-2,55,,${row.datetime},approved,3.00,USD\n`,
  ].join("\n");
  expect((await send({ file })).status).toBe(201);
  await world.compare();
  const { affiliate_id } = world.setup;
  const matches = await world.matches("&q=solo");
  expect(matches).toMatchObject([
    { class: "equal", theirs: { affiliate: "", affiliate_id } },
  ]);
  expect(await world.breaks("&q=solo")).toMatchObject([
    { class: "missing_ours", theirs: { affiliate_id: null } },
  ]);
});

describe("a tracker's own export", () => {
  const fixture = async (path: string) =>
    await Bun.file(`tests/fixtures/moves/${path}`).text();

  test.each([
    ["everflow", "everflow/conversions.json", 0],
    ["affise", "affise/conversions.csv", 1],
    ["cake", "cake/conversions.csv", 1],
  ])("of %s is read as a move reads it", async (tracker, path, unreadable) => {
    const file = await fixture(path);
    const file_name = path.split("/")[1];
    const made = await send({ file, file_name, tracker });
    expect(made).toMatchObject({ status: 201, body: { unreadable } });
    expect(made.body.problems).toHaveLength(unreadable);
    expect(made.body.rows).toBeGreaterThan(0);
    await world.compare();
    const { data } = await api.call<{ data: { id: string }[] }>(
      "GET",
      `/moves/shadow/breaks?export_id=${made.body.id}`,
    );
    const agreed = await world.matches(`&export_id=${made.body.id}`);
    expect(data.length + agreed.length).toBe(made.body.rows);
  });

  test("that is another's has no conversions, or says why its rows are none", async () => {
    const file = await fixture("affise/conversions.csv");
    const { status } = await send({ file, tracker: "prosper202" });
    expect(status).toBe(422);
  });

  test("takes no columns, which are known", async () => {
    const file = await fixture("affise/conversions.csv");
    const columns = { payout: "payout" };
    const answer = await send({
      file,
      tracker: "affise",
      mapping: { columns },
    });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain("mapping.columns");
  });
});

test("an export of which no row can be read is kept for its days, with what can't be read", async () => {
  const rows = [{ "\\uob#(=": { "d#A": null, "": true } }];
  const said = { from: "2026-11-20", to: "2026-11-30", timezone: "UTC" };
  const { status, body } = await send({ rows, tracker: "tune", ...said });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    from: "2026-11-20T00:00:00.000Z",
    rows: 0,
    problems: [{ row_no: 1 }],
  });
});

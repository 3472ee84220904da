import { expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { ADMIN_TOKEN, serviceForFile } from "../harness.ts";
import { OCTOBER, readThrough, sendFile } from "../statement_world.ts";

const service = await serviceForFile();
const { api } = service;

test.each<[string, object, number, string]>([
  ["no file", {}, 400, "malformed"],
  ["file and rows", { file: "a", rows: [] }, 400, "malformed"],
  ["an empty file", { file: "" }, 422, "invalid_request"],
  [
    "a window that ends before it begins",
    { file: "a,b\n1,2", to: "2026-09-01" },
    422,
    "invalid_request",
  ],
  [
    "an unknown zone",
    { file: "a,b\n1,2", timezone: "Mars/Olympus" },
    422,
    "invalid_request",
  ],
  [
    "an unknown advertiser",
    { file: "a,b\n1,2", advertiser_id: 999_999 },
    422,
    "unknown_reference",
  ],
  [
    "a column that is not there",
    { file: "a,b\n1,2", mapping: { columns: { order_id: "c" } } },
    422,
    "invalid_request",
  ],
  [
    "a mapping by which nothing can be found",
    { file: "a,b\n1,2", mapping: { columns: { goal: "a" } } },
    422,
    "invalid_request",
  ],
  [
    "a state that there is not",
    {
      file: "a,b\n1,2",
      mapping: { columns: { order_id: "a" }, default_status: "maybe" },
    },
    422,
    "invalid_request",
  ],
  [
    "an unknown field",
    { file: "a,b\n1,2", mapping: { columns: { colour: "a" } } },
    422,
    "invalid_request",
  ],
])("%s is refused by name", async (_, change, status, code) => {
  const { advertiser_id } = await setUp(api);
  const body = { advertiser_id, ...OCTOBER, ...change };
  const answer = await api.try("POST", "/reconciliations", body);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

test("a large body is taken by this route only, announced or not", async () => {
  const { advertiser_id } = await setUp(api);
  const row = `E-1,${"x".repeat(1_000)},1.00\n`;
  const csv = `order_id,note,revenue\n${row.repeat(3_000)}`;
  const query = { advertiser_id: String(advertiser_id) };
  const announced = await sendFile(service, csv, query);
  expect(announced.status).toBe(201);
  const streamed = await sendFile(service, new Blob([csv]).stream(), query);
  expect([streamed.status, streamed.body.id]).toEqual([200, announced.body.id]);
  expect(await readThrough(service, announced.body.id)).toMatchObject({
    reading: { rows: 3_000, problems: 0 },
  });
  for (const body of [csv, new Blob([csv]).stream()]) {
    const answer = await api.fetch("/api/v1/advertisers", {
      method: "POST",
      headers: {
        authorization: `Bearer ${ADMIN_TOKEN}`,
        "content-type": "application/json",
      },
      body,
    });
    expect([answer.status, answer.body.code]).toEqual([413, "too_large"]);
  }
});

test("a form without a file, without a boundary or cut off is refused, and takes no room afterwards", async () => {
  const { advertiser_id } = await setUp(api);
  const send = async (body: string, content_type: string) => {
    const answer = await api.fetch("/api/v1/reconciliations", {
      method: "POST",
      headers: {
        authorization: `Bearer ${ADMIN_TOKEN}`,
        "content-type": content_type,
      },
      body,
    });
    return [answer.status, answer.body.code];
  };
  const field = (name: string, value: string) =>
    `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const said =
    field("advertiser_id", String(advertiser_id)) +
    field("from", OCTOBER.from) +
    field("to", OCTOBER.to);
  const file = `--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\norder_id,revenue\nF-1,1\n`;
  const form = "multipart/form-data; boundary=x";
  const malformed = [400, "malformed"];
  // More uploads than may run concurrently.
  for (let round = 0; round < 5; round++) {
    expect(await send(`${said}--x--\r\n`, form)).toEqual(malformed);
    expect(await send(said, "multipart/form-data")).toEqual(malformed);
    expect(await send(said + file, form)).toEqual(malformed);
    const late = `${file}\r\n${said}--x--\r\n`;
    expect(await send(late, form)).toEqual([422, "invalid_request"]);
  }
  const whole = `${said}${file}\r\n--x--\r\n`;
  expect((await send(whole, form))[0]).toBe(201);
});

import { afterAll, expect, test } from "bun:test";
import { createTestDatabase } from "../tests/harness.ts";
import { arrayText, runPrepared } from "./statements.ts";
import { closeDatabase, openDatabase } from "./client.ts";

const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 1 });
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

test("whatever the values are, Postgres reads the same", async () => {
  const texts = [
    "",
    "NULL",
    "null",
    '"',
    "\\",
    '\\"',
    "{a,b}",
    " a ",
    "é\n\t",
    null,
  ];
  const numbers = texts.map((_, index) => (index === 3 ? null : index));
  const bytes = texts.map((text) =>
    text === null ? null : new Uint8Array(Buffer.from(text)),
  );
  const rows = await runPrepared(db, {
    text: "select * from unnest($1::text[], $2::integer[], $3::bytea[]) as r(text, number, bytes)",
    parameters: [arrayText(texts), arrayText(numbers), arrayText(bytes)],
  });
  expect(rows.map((row) => row.text)).toEqual(texts);
  expect(rows.map((row) => row.number)).toEqual(numbers);
  expect(
    rows.map(({ bytes: read }) => read && new Uint8Array(read as Buffer)),
  ).toEqual(bytes);
});

test("none are an empty list", async () => {
  const [row] = await runPrepared(db, {
    text: "select cardinality($1::text[]) as count",
    parameters: [arrayText([])],
  });
  expect(row).toEqual({ count: 0 });
});

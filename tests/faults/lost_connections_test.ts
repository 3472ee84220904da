// Connections that end at bad moments fail what was asked on them, and nothing else: each query is answered as it should
// be or refused, none waits for ever, and no event or promise that nobody looks at ends the process.
import { afterAll, expect, test } from "bun:test";
import { finished } from "node:stream/promises";
import postgres from "postgres";
import { TcpProxy } from "./tcp_proxy.ts";
import { createTestDatabase } from "../harness.ts";
import { until } from "../until.ts";

const database = await createTestDatabase();
const { host, port } = database.owner;
const proxy = new TcpProxy(
  host.startsWith("/") ? `${host}/.s.PGSQL.${port}` : port,
);
const direct = postgres({ ...database.owner, max: 1, onnotice: () => {} });
afterAll(async () => {
  await direct.end();
  proxy.stop();
  await database.drop();
});
await direct`create table words (word text)`;

/** A pool of one connection, which goes through the proxy. */
function connect(): postgres.Sql {
  return postgres({
    ...database.owner,
    ...{ host: "127.0.0.1", port: proxy.port, max: 1 },
    connection: { application_name: "proxied" },
  });
}

/** Ends the connection on the server, once that was asked this as the last thing. */
async function terminate(asked: string): Promise<void> {
  await until(`it is asked ${asked}`, async () => {
    const ended = await direct`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'proxied' and query like ${`${asked}%`}`;
    return ended.length > 0;
  });
}

test("one that ends while the driver asks for the types of arrays fails what is asked, and is made anew", async () => {
  const sql = connect();
  proxy.hold("typarray");
  const asked = sql`select 1 as one`.then(
    ([row]) => row?.one,
    () => 1,
  );
  await until("the driver asks", () => proxy.held === 1);
  await terminate("");
  proxy.cut();
  expect(await asked).toBe(1);
  expect([...(await sql`select ${[1, 2]}::int[] as list`)]).toEqual([
    { list: [1, 2] },
  ]);
  await sql.end();
});

test("one that ends with the packet in which a COPY begins fails that, and neither the process nor what is asked at once", async () => {
  const sql = connect();
  await sql`select 1`;
  proxy.answerAtEnd("copy words");
  const copied = copyIn(sql);
  const after = copied.then(
    () => "copied",
    // The driver may still take the connection for a sound one.
    async () => await sql`select 2 as two`.then(twoOf, () => 2),
  );
  await terminate("copy words");
  expect(await after).toBe(2);
  expect(await sql`select 2 as two`.then(twoOf)).toBe(2);
  await sql.end();
});

test("a COPY that Postgres refuses throws, and its connection goes on", async () => {
  const sql = connect();
  await expect(copyIn(sql, "two\tcolumns\n")).rejects.toThrow("extra data");
  expect(await sql`select 2 as two`.then(twoOf)).toBe(2);
  await sql.end();
});

test("a transaction whose connection is lost has ended: what it still asks is refused, on whatever connection", async () => {
  const sql = connect();
  const refused: boolean[] = [];
  const over = Promise.withResolvers<void>();
  const lost = sql.begin(async (tx) => {
    await tx`insert into words values ('first')`;
    await terminate("insert into words");
    // The pool is used by others meanwhile, on a new connection.
    await until("the pool answers", () =>
      sql`select 2 as two`.then(twoOf, () => null),
    );
    for (const word of ["second", "third"]) {
      refused.push(
        await tx`insert into words values (${word})`.then(
          () => false,
          () => true,
        ),
      );
    }
    over.resolve();
  });
  await expect(lost).rejects.toThrow();
  await over.promise;
  expect(refused).toEqual([true, true]);
  expect([...(await sql`select * from words`)]).toEqual([]);
  await sql.end();
});

test("a reserved connection that is lost refuses what is asked, and leaves the pool sound", async () => {
  const sql = connect();
  const reserved = await sql.reserve();
  await reserved`select 'reserved'`;
  await terminate("select 'reserved'");
  await until("it is refused", () =>
    reserved`select 1`.then(
      () => false,
      () => true,
    ),
  );
  expect(await sql`select 2 as two`.then(twoOf)).toBe(2);
  await expect(
    reserved`insert into words values ('lost')`.execute(),
  ).rejects.toThrow();
  reserved.release();
  const both = await Promise.all(
    [1, 2].map(() => sql`select 2 as two`.then(twoOf)),
  );
  expect(both).toEqual([2, 2]);
  expect([...(await sql`select * from words`)]).toEqual([]);
  await sql.end();
});

function twoOf([row]: readonly postgres.Row[]): unknown {
  return row?.two;
}

async function copyIn(sql: postgres.Sql, lines = "word\n"): Promise<void> {
  const stream = await sql.unsafe("copy words from stdin").writable();
  stream.end(lines);
  await finished(stream);
}

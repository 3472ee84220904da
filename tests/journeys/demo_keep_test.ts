// A network to try out: each screen shows something, and the books are right.
import { expect, test } from "bun:test";
import { systemClock } from "../../modules/kernel/mod.ts";
import { keepNetwork } from "../../src/demo/keep_network.ts";
import { IS_LONG } from "../long.ts";
import { until } from "../until.ts";
import { PASSWORD, PEOPLE } from "../../src/demo/network/office.ts";

/** A few days show that it runs, with sales at whatever hour it is; the money of months comes with the long run. */
const PAST = IS_LONG ? {} : { days: 4, scale: 2 };

const FILLED = [
  "clicks",
  "conversions",
  "deliveries?state=delivered",
  "applications?status=pending",
  "reconciliations",
  "saved-reports",
  "fx-rates",
  ...(IS_LONG
    ? [
        "conversions?status=pending",
        "conversions?status=reversed",
        "incidents?state=open",
        "payments?state=paid",
        "payments?state=closed",
        "invoices",
        "reconciliations?status=review",
        "periods",
      ]
    : []),
];

test("tallyho demo --keep fills what every screen shows, lets each role in, and ends when it is stopped", async () => {
  const ending = new AbortController();
  const log: string[] = [];
  const address = Promise.withResolvers<string>();
  const say = (line: string) => {
    const url = /listens on (\S+)/.exec(line)?.[1];
    if (url !== undefined) address.resolve(url);
  };
  const running = keepNetwork(ending.signal, log, { ...PAST, say });
  running.catch(address.reject);
  const url = await address.promise;
  const opened_at = new Date(systemClock.nowMs()).toISOString();
  const cookies = await Promise.all(
    PEOPLE.map(({ email }) => signIn(url, email)),
  );
  const [admin = ""] = cookies;
  const ask = async (path: string) => {
    const headers = { cookie: admin };
    const answer = await fetch(`${url}/api/v1/${path}`, { headers });
    return (await answer.json()) as { data: unknown[]; ok?: boolean };
  };
  for (const path of FILLED) {
    const { data } = await ask(path);
    expect([path, data?.length > 0]).toEqual([path, true]);
  }
  await until("a visitor comes", async () => {
    const { data } = await ask(`clicks?from=${opened_at}`);
    return data.length > 0;
  });
  expect(await ask("ledger/verify")).toMatchObject({ ok: true });
  expect(log).toEqual([]);
  ending.abort();
  await running;
}, 300_000);

async function signIn(url: string, email: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  expect([email, answer.status]).toEqual([email, 201]);
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

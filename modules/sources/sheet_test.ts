import { afterAll, describe, expect, test } from "bun:test";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { advertisers, campaigns, goals } from "../../db/schema/mod.ts";
import { createTestDatabase, START_MS } from "../../tests/harness.ts";
import { Configuration } from "../campaigns/mod.ts";
import {
  ManualClock,
  sealKeyFrom,
  verifyQuery,
  verifyWebhook,
} from "../kernel/mod.ts";
import { readSheet } from "./sheet.ts";
import { sheetText } from "./sheet_text.ts";
import { createSource } from "./source.ts";
import { addSecret } from "./source_proof.ts";
import type { SourceInput } from "./source_body.ts";

const CLICK_ID = "0123456789abcdefghjkmnpqrstvwxyz";
const ODD_SECRET = `it's "odd" $HOME \`id\` \\ ü secret`;
const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 2 });
const configuration = new Configuration(db);
await configuration.reload();

interface Sent {
  method: string;
  url: URL;
  headers: Headers;
  body: Uint8Array;
}

/** The last request that the commands sent. */
let sent: Sent | undefined;
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  async fetch(request) {
    // Copied at once: a request is empty after it was answered.
    sent = {
      method: request.method,
      url: new URL(request.url),
      headers: new Headers(request.headers),
      body: await request.bytes(),
    };
    return new Response("ok");
  },
});
afterAll(async () => {
  await server.stop(true);
  await closeDatabase(db);
  await database.drop();
});

const deps = {
  role: "admin" as const,
  db,
  configuration,
  clock: new ManualClock(START_MS),
  public_url: `http://127.0.0.1:${server.port}`,
  seal_key: sealKeyFrom(Buffer.from("a key that only tests have")),
};

const fixed = { type: "fixed" as const, amount: "5.00" };

async function anAdvertiser(
  change: { currencies?: string[]; percent?: boolean } = {},
): Promise<number> {
  return await configuration.change(async (tx) => {
    const created_at = START_MS;
    const [advertiser] = await tx
      .insert(advertisers)
      .values({ name: "Northwind", created_at })
      .returning();
    const advertiser_id = advertiser!.id;
    for (const currency of change.currencies ?? ["USD"]) {
      const [campaign] = await tx
        .insert(campaigns)
        .values({
          advertiser_id,
          name: `Shoes in ${currency}`,
          destination_url: "https://shop.example/",
          currency,
          created_at,
        })
        .returning();
      await tx.insert(goals).values(
        ["lead", "sale"].map((key, position) => ({
          campaign_id: campaign!.id,
          key,
          name: key,
          is_default: key === "sale",
          position,
          revenue:
            change.percent === true
              ? { type: "percent" as const, percent: "10" }
              : fixed,
          payout: fixed,
          created_at,
        })),
      );
    }
    return advertiser_id;
  });
}

async function aSource(
  input: SourceInput = {},
  change: Parameters<typeof anAdvertiser>[0] = {},
) {
  const advertiser_id = await anAdvertiser(change);
  const source = await createSource(deps, advertiser_id, {
    name: "Shop",
    ...input,
  });
  return { advertiser_id, id: source.id, key: source.key };
}

async function run(command: string, env: Record<string, string>) {
  sent = undefined;
  const child = Bun.spawn(["bash", "-c", command], {
    env: { PATH: "/usr/local/bin:/usr/bin:/bin", ...env },
    stdout: "pipe",
    stderr: "pipe",
    timeout: 20_000,
  });
  const [out, err] = await Promise.all([
    child.stdout.text(),
    child.stderr.text(),
  ]);
  return { out, err, exit: await child.exited };
}

/** The parameters as they arrived. */
function arrived(): Record<string, string> {
  return Object.fromEntries(sent!.url.searchParams);
}

describe("the commands of a sheet", () => {
  const odd = {
    require: "signature",
    mapping: {
      order_id: [`my "order" $HOME 'id' \`x\` \\ é`],
      amount: ["sum!"],
    },
    status_map: { "paid & done": "approved" },
  };

  test("sign a GET that verifies, whatever stands in names, words and the secret", async () => {
    const where = await aSource(odd);
    await addSecret(deps, where, { secret: ODD_SECRET });
    const { examples } = await readSheet(deps, where);
    const ran = await run(examples.curl, { SECRET: ODD_SECRET, CLICK_ID });
    expect(ran).toEqual({ out: "ok", err: "", exit: 0 });
    const { pathname, search } = sent!.url;
    const request = {
      method: sent!.method,
      path: pathname,
      query: search.slice(1),
      body: sent!.body,
    };
    expect(pathname).toBe(`/v1/postback/${where.key}`);
    expect(verifyQuery({ ...request, secrets: [ODD_SECRET] })).toBe(true);
    expect(verifyQuery({ ...request, secrets: [`${ODD_SECRET}.`] })).toBe(
      false,
    );
    expect(arrived()).toEqual({
      click_id: CLICK_ID,
      [`my "order" $HOME 'id' \`x\` \\ é`]: "ORDER-1001",
      goal: "lead",
      "sum!": "25.00",
      currency: "USD",
      status: "paid & done",
      ts: expect.stringMatching(/^\d{10}$/),
      sig: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const age_s = Date.now() / 1000 - Number(arrived().ts);
    expect(Math.abs(age_s)).toBeLessThan(60);
  });

  test("sign a webhook that verifies", async () => {
    const where = await aSource(odd);
    const { secret } = await addSecret(deps, where, undefined);
    const { examples } = await readSheet(deps, where);
    const signed = await run(examples.curl, { SECRET: secret, CLICK_ID });
    expect(signed.exit).toBe(0);
    const { search, pathname: path } = sent!.url;
    const query = search.slice(1);
    const get = { method: "GET", path, query, body: new Uint8Array() };
    expect(verifyQuery({ ...get, secrets: [secret] })).toBe(true);

    const ran = await run(examples.webhook!, { SECRET: secret, CLICK_ID });
    expect(ran).toEqual({ out: "ok", err: "", exit: 0 });
    const message = {
      id: sent!.headers.get("webhook-id") ?? "",
      timestamp: sent!.headers.get("webhook-timestamp") ?? "",
      signature: sent!.headers.get("webhook-signature") ?? "",
      payload: sent!.body,
    };
    expect(sent!.method).toBe("POST");
    expect(verifyWebhook({ ...message, secrets: [secret] })).toBe(true);
    const payload = `${Buffer.from(sent!.body).toString()} `;
    const altered = { ...message, payload, secrets: [secret] };
    expect(verifyWebhook(altered)).toBe(false);
    expect(JSON.parse(Buffer.from(sent!.body).toString())).toMatchObject({
      click_id: CLICK_ID,
      [`my "order" $HOME 'id' \`x\` \\ é`]: "ORDER-1001",
      status: "paid & done",
    });
  });

  test("say what they lack, and send nothing without it", async () => {
    const where = await aSource(odd);
    const { examples } = await readSheet(deps, where);
    const ran = await run(examples.curl, { CLICK_ID });
    expect(ran.exit).not.toBe(0);
    expect(ran.err).toContain("set SECRET to the secret");
    expect(sent).toBeUndefined();
    expect((await run(examples.curl, { SECRET: "x" })).err).toContain(
      "set CLICK_ID to the value that you send as click_id",
    );
    expect(sent).toBeUndefined();
  });

  test("send a plain request where nothing is signed", async () => {
    const where = await aSource();
    const { examples } = await readSheet(deps, where);
    expect(examples.webhook).toBeUndefined();
    expect((await run(examples.curl, { CLICK_ID })).out).toBe("ok");
    expect(arrived()).toEqual({
      click_id: CLICK_ID,
      order_id: "ORDER-1001",
      goal: "lead",
      amount: "25.00",
      currency: "USD",
      status: "approved",
    });
    expect(examples.get).toBe(
      `${deps.public_url}/v1/postback/${where.key}?click_id=CLICK_ID&order_id=ORDER-1001&goal=lead&amount=25.00&currency=USD&status=approved`,
    );
  });
});

describe("a sheet", () => {
  const sendAs = (sheet: Awaited<ReturnType<typeof readSheet>>) =>
    Object.fromEntries(sheet.names.map((name) => [name.ours, name.send_as]));
  const required = (sheet: Awaited<ReturnType<typeof readSheet>>) =>
    sheet.names.filter((name) => name.required).map((name) => name.ours);

  test("gives the sender's own names, goals and words, the preset's included", async () => {
    const where = await aSource({
      preset: "affise",
      mapping: { order_id: ["ref"] },
      goal_map: { buy: "sale" },
      status_map: { fine: "approved" },
    });
    const sheet = await readSheet(deps, where);
    expect(sendAs(sheet)).toMatchObject({
      click_id: "clickid",
      order_id: "ref",
      amount: "sum",
    });
    expect(sheet.goals).toMatchObject([
      { key: "lead", default: false, send_as: ["lead"] },
      { key: "sale", default: true, send_as: ["buy", "sale"] },
    ]);
    expect(sheet.status_words.approved).toEqual(["1", "fine"]);
    expect(sheet.answers[0]?.http_status).toBe("2xx");
    expect(sheet.proof).toMatchObject({ require: "token" });
    const text = sheetText(sheet);
    expect(text).toContain("  ref (our order_id): ");
    expect(text).toContain("Shoes in USD: buy or sale (sale, the default)");
    expect(text).toContain(sheet.examples.curl);
  });

  test("says the goals in their order, the window, refunds and what to send again", async () => {
    const advertiser_id = await configuration.change(async (tx) => {
      const created_at = START_MS;
      const northwind = { name: "Northwind", created_at };
      const [advertiser] = await tx
        .insert(advertisers)
        .values(northwind)
        .returning();
      const [campaign] = await tx
        .insert(campaigns)
        .values({
          advertiser_id: advertiser!.id,
          name: "Loans",
          destination_url: "https://loans.example/",
          currency: "USD",
          lookback_days: 45,
          created_at,
        })
        .returning();
      const goal = {
        campaign_id: campaign!.id,
        revenue: fixed,
        payout: fixed,
        created_at,
      };
      await tx.insert(goals).values([
        {
          ...goal,
          key: "paid",
          name: "Paid out",
          after: "lead",
          position: 0,
          revenue: { type: "percent", percent: "10" },
          default_status: "pending",
          auto_approve_days: 14,
          max_per_click: 1,
          lookback_days: 0,
        },
        { ...goal, key: "lead", name: "Asked", is_default: true, position: 1 },
      ]);
      return advertiser!.id;
    });
    const input = { name: "Bank", preset: "tune", rate_per_second: 5 };
    const { id } = await createSource(deps, advertiser_id, input);
    const sheet = await readSheet(deps, { advertiser_id, id });
    expect(sheet.goals).toMatchObject([
      { key: "lead", default: true, after: null, counts_as: "approved" },
      {
        key: "paid",
        default: false,
        after: "lead",
        needs_amount: true,
        counts_as: "pending",
        approved_after_days: 14,
        lookback_days: null,
        max_per_click: 1,
      },
    ]);
    expect(required(sheet)).toEqual(["click_id"]);
    expect(sheet.status_words.reversed).toEqual(["reversed"]);
    const text = sheetText(sheet);
    for (const line of [
      "  Loans: lead (Asked, the default)",
      "  Loans: paid (Paid out, after lead, pending, approved after 14 days, at most 1 a click)",
      "  What arrives before the goal that it comes after waits for it.",
      "  amount: The sale, with a point before the fraction and nothing else; needed for paid",
      "Refunds: Send the same conversion_unique_id with status=reversed and no amount: the whole sale is taken back. A part can't be taken back yet",
      "Window from the click to your postback: up to 45 days; up to 90 days with a signature, the order and its time",
      "  Loans, paid: any number of days",
      "  429: More than 5 a second: wait for the seconds in Retry-After. Send it again.",
      "  200 with an error in its body: Refused",
    ]) {
      expect(text).toContain(line);
    }
    const parts = { name: "Parts", reversal_amount: "refunded" };
    const silent = { ...parts, answer: "always_200" };
    const other = await createSource(deps, advertiser_id, silent);
    const of_other = await readSheet(deps, { advertiser_id, id: other.id });
    expect(of_other.refunds.how).toContain("given back of this order so far");
    const final = of_other.answers.filter(({ send_again }) => !send_again);
    expect(final.map(({ http_status }) => http_status)).toEqual([
      "2xx",
      "200 with an error in its body",
    ]);
  });

  test("asks for what the prices and the proof need, and for no more", async () => {
    const plain = await readSheet(deps, await aSource());
    expect(required(plain)).toEqual(["click_id"]);
    const where = await aSource({ require: "signature" }, { percent: true });
    const signed = await readSheet(deps, where);
    expect(required(signed)).toEqual(["click_id", "amount", "ts", "sig"]);
  });

  test("shows amounts as the source reads them, and whose currency they are in", async () => {
    const of = async (input: SourceInput, currencies: string[]) => {
      const where = await aSource(input, { currencies });
      const { amount, currency } = await readSheet(deps, where);
      return [amount.example, currency];
    };
    expect(await of({}, ["EUR"])).toEqual(["25.00", "EUR"]);
    expect(await of({ decimal_comma: true }, ["EUR"])).toEqual([
      "25,00",
      "EUR",
    ]);
    expect(await of({ amount_unit: "minor" }, ["EUR"])).toEqual([
      "2500",
      "EUR",
    ]);
    expect(await of({ amount_unit: "minor" }, ["JPY"])).toEqual(["25", "JPY"]);
    expect(await of({}, ["EUR", "USD"])).toEqual(["25.00", null]);
    expect(await of({ currency: "GBP" }, ["EUR", "USD"])).toEqual([
      "25.00",
      "GBP",
    ]);
  });
});

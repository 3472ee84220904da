// A shop's message is answered by name, whatever stands in it and whoever sent it: nothing fails, and nothing of it costs
// more than its length.
import { describe, expect, test } from "bun:test";
import { outcomeOf } from "../app_store_world.ts";
import type { MadeSource } from "../senders.ts";
import { TELLS } from "../shop_bodies.ts";
import type { TellingShop } from "../shop_bodies.ts";
import { signedBy } from "../shop_signing.ts";
import { openShops } from "../shops_world.ts";

const world = await openShops();
const { clock, now, visitor } = world;
const SHOPS = Object.keys(TELLS) as TellingShop[];

/** Values that no shop would send, in place of each of its own. */
const STRANGE: unknown[] = [
  { value: { value: "1" } },
  ["1", { id: "2" }],
  "\0\ud800' or 1=1 --",
  "9".repeat(300),
  "-1e309",
];
const NESTED = 100_000;
const FAILED = /^5|undefined/;

type Path = (string | number)[];

/** The paths of all values in a body, lists and objects among them. */
function pathsOf(node: unknown, at: Path = []): Path[] {
  if (typeof node !== "object" || node === null) return [at];
  const below = Object.entries(node).flatMap(([key, child]) =>
    pathsOf(child, [...at, key]),
  );
  return at.length === 0 ? below : [at, ...below];
}

function withValue(body: unknown, path: Path, value: unknown): unknown {
  const copy: unknown = structuredClone(body);
  let node = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) {
    node = node[key] as Record<string, unknown>;
  }
  node[path.at(-1) ?? ""] = value;
  return copy;
}

/** A body with each of its values replaced by each strange one. */
function strangeBodies(body: unknown): unknown[] {
  if (typeof body === "string" && body.startsWith("<")) return strangeXml(body);
  const whole: unknown = typeof body === "string" ? JSON.parse(body) : body;
  return pathsOf(whole).flatMap((path) =>
    STRANGE.map((value) => withValue(whole, path, value)),
  );
}

function strangeXml(body: string): string[] {
  return [...body.matchAll(/>[^<\s][^<]*</g)].flatMap(({ 0: text, index }) =>
    STRANGE.map((value) => {
      const strange = typeof value === "string" ? value : "<b><c/></b>";
      const after = body.slice(index + text.length);
      return `${body.slice(0, index)}>${strange.toWellFormed()}<${after}`;
    }),
  );
}

/** Whether a shop could sign a body: some have their signature within it. */
function isSigned(shop: TellingShop) {
  return (body: unknown) => {
    try {
      signedBy(shop, body, { now_ms: clock.nowMs() });
      return true;
    } catch {
      return false;
    }
  };
}

describe.each(SHOPS)("%s:", (shop) => {
  const post = async (
    source: MadeSource,
    body: unknown,
    topic: string | undefined,
  ) => {
    const sent = signedBy(shop, body, { now_ms: clock.nowMs(), topic });
    return outcomeOf(await world.post(source, sent));
  };

  test("strange values in its own message are answered by name", async () => {
    const source = await world.sourceOf(shop);
    const click_id = await visitor();
    const order = { id: "4711", amount: "10.00", click_id, at: now() };
    const part = { id: "1", amount: "1.00", total: "1.00", at: now() };
    for (const told of [
      TELLS[shop].sale(order),
      TELLS[shop].refund(order, part),
    ]) {
      const { topic } = told;
      const bodies = strangeBodies(told.body).filter(isSigned(shop));
      const outcomes = await Promise.all(
        bodies.map((changed) => post(source, changed, topic)),
      );
      expect(outcomes.filter((outcome) => FAILED.test(outcome))).toEqual([]);
    }
  });

  test("strange bodies are answered by name, and book nothing", async () => {
    const { url } = await world.sourceOf(shop);
    const deep = `${'{"a":['.repeat(NESTED / 4)}`;
    const bodies = [
      ...["", "[]", "{", "null", "<a>&b;</a>", "\x1f\x8b\b\0", "a[b]=1&a=2"],
      ...[deep, `${"[".repeat(NESTED)}${"]".repeat(NESTED)}`],
      ...[`a${"[b]".repeat(50_000)}=1`, "a[]=1&".repeat(20_000)],
      `--x\r\nContent-Disposition: form-data; name="event"\r\n\r\n`.repeat(
        2_000,
      ),
      JSON.stringify({ notification: "A".repeat(100_000), iv: "AAAA" }),
    ];
    for (const body of bodies) {
      const init = { method: "POST", body };
      const answer = await world.api.fetch(new URL(url).pathname, init);
      const outcome = outcomeOf(answer);
      expect(outcome).toMatch(
        /^(401 (missing|bad)_|400 malformed|200 (ignored|malformed))/,
      );
    }
  });
});

test("answers of a Jotform that are nested too deep are refused by name", async () => {
  const { url, id } = await world.sourceOf("jotform");
  const rawRequest = `{"a":${"[".repeat(NESTED)}${"]".repeat(NESTED)}}`;
  const body = { formID: "1", submissionID: "2", rawRequest };
  const sent = signedBy("jotform", body, { now_ms: clock.nowMs() });
  const outcome = outcomeOf(await world.post({ id, url }, sent));
  expect(outcome).toMatch(/^200 (malformed|ignored)/);
});

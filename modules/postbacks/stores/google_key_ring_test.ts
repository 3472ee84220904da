import { afterAll, describe, expect, test } from "bun:test";
import { generateKeyPairSync, sign } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GoogleKeyRing } from "./google_key_ring.ts";
import { Unreached } from "./outside.ts";
import type { OutsideAnswer } from "./outside.ts";

const base = mkdtempSync(join(tmpdir(), "tallyho-keys-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const jwk = { ...pair.publicKey.export({ format: "jwk" }), kid: "key-1" };
const KEYS = { status: 200, headers: {}, body: { keys: [jwk] } };

function token(kid = "key-1"): string {
  const parts = [{ alg: "RS256", kid }, { iss: "https://accounts.google.com" }];
  const signed = parts
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const by = sign("sha256", Buffer.from(signed), pair.privateKey);
  return `${signed}.${by.toString("base64url")}`;
}

let directories = 0;

/** A ring whose keys are fetched by `fetchKeys`, with a clock of its own. */
function ring(
  fetchKeys: () => Promise<OutsideAnswer>,
  directory = join(base, String(++directories)),
) {
  const clock = { now_ms: 1_800_000_000_000, nowMs: () => clock.now_ms };
  const failures: string[] = [];
  const made = new GoogleKeyRing({
    clock,
    file: join(directory, "google-keys.json"),
    fetchKeys,
    failed: (what) => failures.push(what),
  });
  return { ring: made, clock, failures, directory };
}

describe("GoogleKeyRing", () => {
  test("has one fetch under way, for which all wait", async () => {
    const answer = Promise.withResolvers<OutsideAnswer>();
    let fetched = 0;
    const { ring: keys } = ring(() => {
      fetched++;
      return answer.promise;
    });
    const all = Array.from({ length: 200 }, () => keys.verify(token()));
    answer.resolve(KEYS);
    const kinds = new Set((await Promise.all(all)).map(({ kind }) => kind));
    expect([...kinds]).toEqual(["valid"]);
    expect(fetched).toBe(1);
    expect(keys.trouble()).toBeNull();
  });

  test("asks again after a failure, later each time, and at most five minutes later", async () => {
    let fetched = 0;
    let answer = () => Promise.reject<OutsideAnswer>(new Unreached("away"));
    const { ring: keys, clock } = ring(() => {
      fetched++;
      return answer();
    });
    const waits: number[] = [];
    for (let tries = 1; tries <= 7; tries++) {
      const began_ms = clock.now_ms;
      while (fetched < tries) {
        await expect(keys.verify(token())).rejects.toBeInstanceOf(Unreached);
        if (fetched < tries) clock.now_ms += 10_000;
      }
      waits.push((clock.now_ms - began_ms) / 1_000);
    }
    expect(waits).toEqual([0, 60, 120, 240, 300, 300, 300]);
    expect(keys.trouble()).toContain("away");
    answer = () => Promise.resolve(KEYS);
    clock.now_ms += 300_000;
    expect((await keys.verify(token())).kind).toBe("valid");
    expect(keys.trouble()).toBeNull();
  });

  test("isn't made to ask by made-up key ids", async () => {
    let fetched = 0;
    const { ring: keys, clock } = ring(() => {
      fetched++;
      return Promise.resolve(KEYS);
    });
    await keys.verify(token());
    for (let index = 0; index < 100; index++) {
      clock.now_ms += 1_000;
      await keys.verify(token(`made-up-${index}`));
    }
    expect(fetched).toBeLessThanOrEqual(4);
  });

  test("of several processes each writes the file whole, and leaves nothing beside it", async () => {
    const directory = join(base, "shared");
    const rings = Array.from({ length: 8 }, () =>
      ring(() => Promise.resolve(KEYS), directory),
    );
    await Promise.all(rings.map((one) => one.ring.verify(token())));
    expect(rings.flatMap(({ failures }) => failures)).toEqual([]);
    expect(readdirSync(directory)).toEqual(["google-keys.json"]);
    const kept = ring(() => Promise.reject(new Error("asked")), directory);
    expect((await kept.ring.verify(token())).kind).toBe("valid");
  });

  test("goes on where its file can't be written, and leaves nothing of it", async () => {
    const directory = join(base, "taken");
    mkdirSync(join(directory, "google-keys.json"), { recursive: true });
    const { ring: keys, failures } = ring(
      () => Promise.resolve(KEYS),
      directory,
    );
    expect((await keys.verify(token())).kind).toBe("valid");
    expect(failures).toEqual(["keeping Google's keys"]);
    expect(readdirSync(directory)).toEqual(["google-keys.json"]);
  });

  test("lies told in place of keys are no keys", async () => {
    const bodies = [
      null,
      {},
      { keys: "all" },
      { keys: [null, 1, { kid: "key-1" }] },
      { keys: [{ ...jwk, n: "AQAB" }] },
      { keys: [{ ...jwk, kty: "oct" }] },
    ];
    for (const body of bodies) {
      const { ring: keys } = ring(() => Promise.resolve({ ...KEYS, body }));
      await expect(keys.verify(token())).rejects.toBeInstanceOf(Unreached);
      expect(keys.trouble()).toContain("no keys came");
    }
  });
});

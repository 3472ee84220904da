import { describe, expect, test } from "bun:test";
import { cachedResolve } from "./cached_resolve.ts";

interface Asked {
  host: string;
  answer: PromiseWithResolvers<string[]>;
}

function resolver() {
  const asked: Asked[] = [];
  const clock = { ticks_ms: 0 };
  const resolve = cachedResolve(
    (host) => {
      const answer = Promise.withResolvers<string[]>();
      asked.push({ host, answer });
      return answer.promise;
    },
    () => clock.ticks_ms,
  );
  return { asked, clock, resolve };
}

describe("cachedResolve()", () => {
  test("those who ask at the same time share one look-up, each host its own", async () => {
    const { asked, resolve } = resolver();
    const both = [resolve("a.example"), resolve("a.example")];
    const other = resolve("b.example");
    expect(asked.map(({ host }) => host)).toEqual(["a.example", "b.example"]);
    asked[0]?.answer.resolve(["192.0.2.1"]);
    asked[1]?.answer.resolve(["192.0.2.2"]);
    expect(await Promise.all(both)).toEqual([["192.0.2.1"], ["192.0.2.1"]]);
    expect(await other).toEqual(["192.0.2.2"]);
  });

  test("an answer is used for ten seconds, then looked up again", async () => {
    const { asked, clock, resolve } = resolver();
    const first = resolve("a.example");
    asked[0]?.answer.resolve(["192.0.2.1"]);
    await first;
    clock.ticks_ms = 9_999;
    expect(await resolve("a.example")).toEqual(["192.0.2.1"]);
    clock.ticks_ms = 10_000;
    const second = resolve("a.example");
    expect(asked.length).toBe(2);
    asked[1]?.answer.resolve(["10.0.0.1"]);
    expect(await second).toEqual(["10.0.0.1"]);
  });

  test("a look-up that still waits is shared, however long it takes", async () => {
    const { asked, clock, resolve } = resolver();
    const first = resolve("a.example");
    clock.ticks_ms = 25_000;
    const second = resolve("a.example");
    expect(asked.length).toBe(1);
    asked[0]?.answer.resolve(["192.0.2.1"]);
    expect(await Promise.all([first, second])).toEqual([
      ["192.0.2.1"],
      ["192.0.2.1"],
    ]);
  });

  test("a failure reaches all who are waiting, and the next one looks up again", async () => {
    const { asked, resolve } = resolver();
    const both = [resolve("a.example"), resolve("a.example")];
    asked[0]?.answer.reject(new Error("EAI_AGAIN"));
    for (const one of both) {
      await expect(one).rejects.toThrow("EAI_AGAIN");
    }
    const again = resolve("a.example");
    expect(asked.length).toBe(2);
    asked[1]?.answer.resolve(["192.0.2.1"]);
    expect(await again).toEqual(["192.0.2.1"]);
  });

  test("very many hosts are not all remembered", () => {
    const { asked, resolve } = resolver();
    for (let n = 0; n < 2_001; n++) void resolve(`h${n}.example`);
    void resolve("h2000.example");
    expect(asked.length).toBe(2_001);
    void resolve("h0.example");
    expect(asked.length).toBe(2_002);
  });

  test("a failed look-up is that name's own fault if other names are found", async () => {
    const { asked, clock, resolve } = resolver();
    const well = resolve("a.example");
    asked[0]?.answer.resolve(["192.0.2.1"]);
    await well;
    const ill = resolve("b.example");
    asked[1]?.answer.reject(new Error("EAI_AGAIN"));
    await expect(ill).rejects.toThrow("its name server does not answer");
    clock.ticks_ms = 60_001;
    const later = resolve("b.example");
    asked[2]?.answer.reject(new Error("EAI_AGAIN"));
    await expect(later).rejects.toThrow("EAI_AGAIN");
  });

  test.each(["EMFILE", "ENFILE"])(
    "a look-up that has no room (%s) is no name's fault, whatever else is found",
    async (code) => {
      const { asked, resolve } = resolver();
      const well = resolve("a.example");
      asked[0]?.answer.resolve(["192.0.2.1"]);
      await well;
      const full = resolve("b.example");
      asked[1]?.answer.reject(Object.assign(new Error("full"), { code }));
      await expect(full).rejects.toMatchObject({ code });
    },
  );

  test("a silent name server is nobody else's fault, until another name is found", async () => {
    const { asked, resolve } = resolver();
    const late = { code: "ETIMEOUT" };
    await expect(resolve("a.example", 1)).rejects.toMatchObject(late);
    const other = resolve("b.example", 60_000);
    asked[1]?.answer.resolve(["192.0.2.2"]);
    await other;
    const again: unknown = await resolve("a.example", 1).catch(
      (error: unknown) => error,
    );
    expect(String(again)).toContain("though others do");
    expect(again).not.toHaveProperty("code");
    // The look-up is still the first one, and its answer still counts.
    expect(asked.map(({ host }) => host)).toEqual(["a.example", "b.example"]);
    asked[0]?.answer.resolve(["192.0.2.1"]);
    expect(await resolve("a.example", 60_000)).toEqual(["192.0.2.1"]);
  });
});

import { afterAll, describe, expect, test } from "bun:test";
import { createSocket } from "node:dgram";
import { getServers, setServers } from "node:dns";
import { hostname } from "node:os";
import { nameResolver } from "./resolve_name.ts";

const servers = getServers();
afterAll(() => setServers(servers));

describe("nameResolver()", () => {
  test("reads /etc/hosts, names of one label too, and takes addresses as they are", async () => {
    const resolve = nameResolver();
    expect(await resolve("localhost")).toContain("127.0.0.1");
    expect((await resolve(hostname())).length).toBeGreaterThan(0);
    expect(await resolve("192.0.2.7")).toEqual(["192.0.2.7"]);
    expect(await resolve("2001:db8::7")).toEqual(["2001:db8::7"]);
  });

  test("a silent name server holds up no file, and no more than the look-ups that are allowed", async () => {
    const silent = createSocket("udp4");
    const asked = Promise.withResolvers<void>();
    silent.on("message", () => asked.resolve());
    await new Promise<void>((resolve) =>
      silent.bind(0, "127.0.0.1", () => resolve()),
    );
    setServers([`127.0.0.1:${silent.address().port}`]);
    try {
      const resolve = nameResolver(undefined, 20);
      let settled = 0;
      const waiting = Array.from({ length: 20 }, (_, index) =>
        resolve(`silent-${index}.example`).catch(() => (settled += 1)),
      );
      await asked.promise;
      // The shared pool has one thread per processor, all busy with look-ups.
      expect(await Bun.file(import.meta.path).text()).toContain("silent");
      await expect(resolve("one-more.example")).rejects.toMatchObject({
        code: "EMFILE",
      });
      expect({ settled, waiting: waiting.length }).toEqual({
        settled: 0,
        waiting: 20,
      });
    } finally {
      setServers(servers);
      silent.close();
    }
  });

  test("makes room when look-ups end, whatever their result", async () => {
    const pending: PromiseWithResolvers<string[]>[] = [];
    const resolve = nameResolver(() => {
      const one = Promise.withResolvers<string[]>();
      pending.push(one);
      return one.promise;
    }, 2);
    const first = resolve("a.example");
    const second = resolve("b.example");
    await expect(resolve("c.example")).rejects.toThrow("under way");
    pending[0]?.resolve(["192.0.2.1"]);
    pending[1]?.reject(new Error("ENOTFOUND"));
    expect(await first).toEqual(["192.0.2.1"]);
    await expect(second).rejects.toThrow("ENOTFOUND");
    const third = resolve("c.example");
    pending[2]?.resolve(["192.0.2.3"]);
    expect(await third).toEqual(["192.0.2.3"]);
  });
});

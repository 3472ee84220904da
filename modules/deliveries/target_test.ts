import { describe, expect, test } from "bun:test";
import { parseCidrs } from "../kernel/mod.ts";
import { vetTarget } from "./target.ts";

const allowed = parseCidrs("10.9.0.0/16, fd00:9::/32");

async function vet(url: string, ...addresses: string[]) {
  const asked: string[] = [];
  const resolve = (host: string) => {
    asked.push(host);
    return Promise.resolve(addresses);
  };
  const deps = { resolve, allowed_targets: allowed };
  const target = await vetTarget(new URL(url), deps);
  return { ...target, asked };
}

describe("vetTarget()", () => {
  test("gives the address that was vetted, for the connection to go to", async () => {
    const target = await vet(
      "https://partner.example:8443/pb",
      "93.184.216.34",
      "2606:2800:220:1::1",
    );
    expect(target).toEqual({
      ok: true,
      addresses: ["93.184.216.34", "2606:2800:220:1::1"],
      asked: ["partner.example"],
    });
  });

  test.each([
    "127.0.0.1",
    "0.0.0.0",
    "10.0.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "fd00::1",
    "fe80::1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "not an address",
    "",
  ])("refuses a name that resolves to %j", async (address) => {
    const target = await vet("http://rebind.example/", address);
    expect(target).toMatchObject({ ok: false, is_ours: false });
    if (!target.ok) expect(target.error).toContain('"rebind.example"');
  });

  test("refuses a name of which any address is private, since the next answer may be that one", async () => {
    for (const addresses of [
      ["93.184.216.34", "127.0.0.1"],
      ["127.0.0.1", "93.184.216.34"],
      ["93.184.216.34", "10.9.1.1", "::1"],
    ]) {
      const target = await vet("http://rebind.example/", ...addresses);
      expect(target.ok).toBe(false);
    }
  });

  test("reaches private networks that the operator allows, and only those", async () => {
    expect(await vet("http://intern.example/", "10.9.1.1")).toMatchObject({
      ok: true,
      addresses: ["10.9.1.1"],
    });
    expect(await vet("http://intern.example/", "fd00:9::1")).toMatchObject({
      ok: true,
    });
    expect((await vet("http://intern.example/", "10.8.1.1")).ok).toBe(false);
  });

  test("asks for an IPv6 literal without its brackets", async () => {
    const target = await vet(
      "http://[2606:2800:220:1::1]/",
      "2606:2800:220:1::1",
    );
    expect(target).toMatchObject({ ok: true, asked: ["2606:2800:220:1::1"] });
  });

  test("names a host without an address, or one that can't be resolved", async () => {
    expect(await vet("http://gone.example/")).toMatchObject({
      ok: false,
      error: '"gone.example" has no address',
    });
    const failed = await vetTarget(new URL("http://gone.example/"), {
      resolve: () => Promise.reject(new Error("SERVFAIL")),
      allowed_targets: allowed,
    });
    expect(failed).toMatchObject({ ok: false, is_ours: false });
    if (!failed.ok) expect(failed.error).toContain("SERVFAIL");
  });
});

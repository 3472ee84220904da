import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import shipped_file from "@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb" with { type: "file" };
import fc from "fast-check";
import { GeoReader } from "./geo_reader.ts";

const directory = mkdtempSync(join(tmpdir(), "tallyho-geo-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const shipped = GeoReader.open({ country_file: null, asn_file: null });

type Value = string | number | { [name: string]: Value };

/** Encodes short texts, unsigned numbers and maps in MaxMind's format. */
function encode(value: Value): Buffer {
  if (typeof value === "string") {
    const text = Buffer.from(value);
    const size = text.length;
    const head = size < 29 ? [(2 << 5) | size] : [(2 << 5) | 29, size - 29];
    return Buffer.concat([Buffer.from(head), text]);
  }
  if (typeof value === "number") {
    const bytes = Buffer.of((6 << 5) | 4, 0, 0, 0, 0);
    bytes.writeUInt32BE(value, 1);
    return bytes;
  }
  const entries = Object.entries(value);
  const inside = entries.flatMap(([name, of]) => [encode(name), encode(of)]);
  return Buffer.concat([Buffer.of((7 << 5) | entries.length), ...inside]);
}

/**
 * A file in which addresses whose first bit is 0 have one record and the others none. IPv4 is in
 * `::/96`.
 */
function mmdb(record: Value, ip_version: 4 | 6 = 6): Buffer {
  const metadata = {
    node_count: 1,
    record_size: 24,
    ip_version,
    database_type: "test",
    build_epoch: 0,
  };
  return Buffer.concat([
    Buffer.of(0, 0, 1 + 16, 0, 0, 1),
    Buffer.alloc(16),
    encode(record),
    Buffer.from("abcdef4d61784d696e642e636f6d", "hex"),
    encode(metadata),
  ]);
}

function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, bytes);
  return path;
}

describe("GeoReader.country()", () => {
  test.each([
    ["8.8.8.8", "US"],
    ["::ffff:8.8.8.8", "US"],
    ["::ffff:808:808", "US"],
    ["81.2.69.160", "GB"],
    ["193.0.6.139", "NL"],
    ["2001:4860:4860::8888", "US"],
    ["2a00:1450:4001::1", "IE"],
  ])("finds %s in the file that ships inside", (ip, country) => {
    expect(shipped.country(ip)).toBe(country);
    expect(shipped.country(ip)).toBe(country);
  });

  test.each([
    ...["10.0.0.1", "127.0.0.1", "172.20.1.1", "192.168.1.1", "100.64.0.1"],
    ...["169.254.1.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1"],
    ...["fe80::1", "fc00::1", "::ffff:192.168.1.1", "::8.8.8.8"],
    ...["", "bad", "1.2.3", "256.1.1.1", "08.8.8.8", "8.8.8.8 ", "8.8.8.8:80"],
    ...["::g", "1:2", "fe80::1%eth0", "8.8.8.8, 1.1.1.1", "134744072"],
  ])("says nothing of %j", (ip) => {
    expect(shipped.country(ip)).toBeNull();
  });

  test("says nothing of private addresses even where the file does", () => {
    const file = fileOf("all.mmdb", mmdb({ country_code: "AU" }));
    const geo = GeoReader.open({ country_file: file, asn_file: null });
    expect(geo.country("11.0.0.1")).toBe("AU");
    for (const ip of ["10.0.0.1", "100.127.9.9", "127.0.0.1", "::1"]) {
      expect([ip, geo.country(ip)]).toEqual([ip, null]);
    }
  });

  test("answers any text with a country's two letters or nothing", () => {
    const anything = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string());
    fc.assert(
      fc.property(anything, (ip) => {
        expect(shipped.country(ip) ?? "XX").toMatch(/^[A-Z]{2}$/);
        expect(shipped.asn(ip)).toBeNull();
      }),
    );
  });
});

describe("GeoReader.open()", () => {
  test.each([
    ["MaxMind's", { country: { iso_code: "DE" }, continent: { code: "EU" } }],
    ["the shipped file's", { country_code: "DE" }],
    ["a lower-case", { country_code: "de" }],
  ])("reads a country in %s shape", (_shape, record) => {
    const file = fileOf("country.mmdb", mmdb(record));
    const geo = GeoReader.open({ country_file: file, asn_file: null });
    expect(geo.country("1.2.3.4")).toBe("DE");
    expect(geo.country("2a00::1")).toBe("DE");
  });

  test("reads network numbers in MaxMind's shape", () => {
    const record = {
      autonomous_system_number: 16509,
      autonomous_system_organization: "AMAZON-02",
    };
    const asn_file = fileOf("asn.mmdb", mmdb(record, 4));
    const geo = GeoReader.open({ country_file: null, asn_file });
    expect(geo.asn("3.4.5.6")).toBe(16509);
    expect(geo.asn("193.0.6.139")).toBeNull();
    expect(geo.asn("10.0.0.1")).toBeNull();
    expect(geo.country("8.8.8.8")).toBe("US");
  });

  test("reads a file of IPv4 alone, and finds no IPv6 in it", () => {
    const file = fileOf("v4.mmdb", mmdb({ country_code: "DE" }, 4));
    const geo = GeoReader.open({ country_file: file, asn_file: null });
    expect(geo.country("1.2.3.4")).toBe("DE");
    expect(geo.country("193.0.6.139")).toBeNull();
    expect(geo.country("2a00::1")).toBeNull();
  });

  test("names the file that it can't read", async () => {
    const whole = await Bun.file(shipped_file).bytes();
    const files = [
      join(directory, "missing.mmdb"),
      fileOf("empty.mmdb", new Uint8Array()),
      fileOf("text.mmdb", Buffer.from("not a database at all")),
      fileOf("head.mmdb", whole.subarray(0, 1_000_000)),
      fileOf("tail.mmdb", whole.subarray(1_000_000)),
    ];
    for (const path of files) {
      const message = `Cannot read ${path} as a geo database`;
      expect(() =>
        GeoReader.open({ country_file: path, asn_file: null }),
      ).toThrow(message);
      expect(() =>
        GeoReader.open({ country_file: null, asn_file: path }),
      ).toThrow(message);
    }
  });

  test("refuses a file of the other kind, by name", () => {
    const record = { autonomous_system_number: 1 };
    const asns = fileOf("asn_only.mmdb", mmdb(record));
    const countries = fileOf("country_only.mmdb", mmdb({ country_code: "DE" }));
    expect(() =>
      GeoReader.open({ country_file: asns, asn_file: null }),
    ).toThrow(`${asns}: it is a geo database, but holds no countries`);
    expect(() =>
      GeoReader.open({ country_file: null, asn_file: countries }),
    ).toThrow(`${countries}: it is a geo database, but holds no network`);
  });
});

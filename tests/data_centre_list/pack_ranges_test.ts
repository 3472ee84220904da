import { expect, test } from "bun:test";
import { packRanges } from "./pack_ranges.ts";

function unpack(networks: string[], except: string[] = []) {
  const packed = Bun.zstdDecompressSync(packRanges({ networks, except }));
  const view = Buffer.from(packed);
  const count = view.readUInt32LE(0);
  const ipv4 = Array.from({ length: count }, (_, at) =>
    view.readUInt32LE(8 + at * 4).toString(16),
  );
  const rest = (view.length - 8 - count * 4) / 8;
  const ipv6 = Array.from({ length: rest }, (_, at) =>
    view.readBigUInt64LE(8 + count * 4 + at * 8).toString(16),
  );
  return { ipv4, ipv6 };
}

test("packRanges() merges neighbours and what overlaps, in any order", () => {
  const networks = ["1.2.1.0/24", "2001:db8::/32", "1.2.0.0/24", "1.2.0.7"];
  expect(unpack(networks)).toEqual({
    ipv4: ["1020000", "1020200"],
    ipv6: ["20010db800000000".replace(/^0+/, ""), "20010db900000000"],
  });
});

test("packRanges() cuts out what is excepted", () => {
  const except = ["1.2.0.0/26", "1.2.0.128/26", "1.2.1.0/24", "9.0.0.0/8"];
  expect(unpack(["1.2.0.0/24"], except).ipv4).toEqual([
    "1020040",
    "1020080",
    "10200c0",
    "1020100",
  ]);
  expect(unpack(["1.2.0.0/24", "1.3.0.0/24"], ["1.0.0.0/8"]).ipv4).toEqual([]);
});

test.each(["1.2.3/24", "1.2.3.0/33", "text", "2001::/129", "1.2.3.0/0"])(
  "packRanges() refuses %s",
  (text) => {
    expect(() => packRanges({ networks: [text], except: [] })).toThrow(text);
  },
);

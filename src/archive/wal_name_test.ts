import { expect, test } from "bun:test";
import {
  isArchivedName,
  isSegmentName,
  nextSegment,
  positionOf,
  readPosition,
  segmentEndingAt,
} from "./wal_name.ts";

const MEGABYTE = 1_048_576;

test("a position at the end of a segment belongs to it, and one byte more to the next", () => {
  const of = { timeline: "00000002", segment_bytes: 16 * MEGABYTE };
  expect(segmentEndingAt("0/3000000", of)).toBe("000000020000000000000002");
  expect(segmentEndingAt("0/3000001", of)).toBe("000000020000000000000003");
  expect(segmentEndingAt("A/FF000028", of)).toBe("000000020000000A000000FF");
});

test("segments go on over the boundary of a part, whatever their size", () => {
  const last = "00000001000000070000";
  expect(nextSegment(`${last}00FF`, 16 * MEGABYTE)).toBe(
    "000000010000000800000000",
  );
  expect(nextSegment(`${last}00FF`, MEGABYTE)).toBe("000000010000000700000100");
  expect(nextSegment(`${last}003F`, 64 * MEGABYTE)).toBe(
    "000000010000000800000000",
  );
});

test("a segment begins at the position of its number", () => {
  const segment = "000000020000000A000000FF";
  expect(positionOf(segment, 16 * MEGABYTE)).toBe(readPosition("A/FF000000"));
  expect(positionOf(segment, MEGABYTE)).toBe(readPosition("A/FF00000"));
});

test("only what Postgres archives is taken for it", () => {
  expect(isArchivedName("000000010000000000000002")).toBe(true);
  expect(isArchivedName("000000010000000000000002.00000028.backup")).toBe(true);
  expect(isArchivedName("00000002.history")).toBe(true);
  expect(isArchivedName("archtemp.000000010000000000000002.12.34")).toBe(false);
  expect(isArchivedName("000000010000000000000002.partial-7")).toBe(false);
  expect(isSegmentName("00000002.history")).toBe(false);
});

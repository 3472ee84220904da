import { expect, test } from "bun:test";
import { encodeClickId } from "./click_id.ts";
import { clickIdToUuid, uuidToClickId } from "./click_uuid.ts";

const KEY = new Uint8Array(32).fill(7);
const OTHER = new Uint8Array(32).fill(8);
const FIELDS = {
  key_number: 21,
  pays: true,
  time_ms: Date.UTC(2026, 10, 22, 10, 0, 0, 123),
  node: 0xfffe,
  sequence: 0xabcd,
  link_id: 0xfedcba98,
};

test("clickIdToUuid() loses nothing of a click id, whatever its fields", () => {
  const cases = [
    FIELDS,
    { ...FIELDS, key_number: 0, pays: false, node: 0, sequence: 0, link_id: 1 },
    { ...FIELDS, key_number: 31, time_ms: Date.UTC(2020, 0, 1) },
    { ...FIELDS, time_ms: Date.UTC(2020, 0, 1) + 2 ** 42 - 1 },
  ];
  for (const fields of cases) {
    const id = encodeClickId(fields, KEY);
    const uuid = clickIdToUuid(id);
    expect(uuid).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    const asked: number[] = [];
    const keyOf = (key_number: number) => {
      asked.push(key_number);
      return KEY;
    };
    expect(uuidToClickId((uuid ?? "").toUpperCase(), keyOf)).toBe(id);
    expect(asked).toEqual([fields.key_number]);
  }
});

test("uuidToClickId() takes no UUID that an app made for itself, and none with another key", () => {
  const uuid = clickIdToUuid(encodeClickId(FIELDS, KEY)) ?? "";
  expect(uuidToClickId(uuid, () => OTHER)).toBeNull();
  expect(uuidToClickId(uuid, () => undefined)).toBeNull();
  const random = "7e3fb204-2fd2-4c02-b00c-1f33d6d2a5c5";
  expect(uuidToClickId(random, () => KEY)).toBeNull();
  // One digit of the link changed: the check says so.
  const changed = uuid.slice(0, -5) + (uuid.at(-5) === "0" ? "1" : "0");
  expect(uuidToClickId(changed + uuid.slice(-4), () => KEY)).toBeNull();
  for (const text of ["", "x", uuid.slice(1), `${uuid}0`]) {
    expect(uuidToClickId(text, () => KEY)).toBeNull();
  }
});

test("clickIdToUuid() is null for what is no click id, or older than its first time", () => {
  expect(clickIdToUuid("not a click id")).toBeNull();
  const time_ms = Date.UTC(2019, 11, 31);
  expect(clickIdToUuid(encodeClickId({ ...FIELDS, time_ms }, KEY))).toBeNull();
});

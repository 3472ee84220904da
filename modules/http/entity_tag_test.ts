import { describe, expect, test } from "bun:test";
import { Type } from "@sinclair/typebox";
import { entityTag, isKnownTag, passesIfMatch } from "./entity_tag.ts";

const CAP = {
  view: Type.Object({
    id: Type.Integer(),
    limit: Type.String(),
    used: Type.Integer(),
  }),
  moving: ["used"],
};
const PLAIN = { view: CAP.view };
const cap = { id: 7, limit: "10", used: 3 };

describe("a tag", () => {
  test("is the same in whatever order and with whatever stands beside", () => {
    const told = { used: 3, limit: "10", id: 7, secret: "x", notes: ["y"] };
    expect(entityTag(told, CAP)).toBe(entityTag(cap, CAP));
  });

  test("differs with each field", () => {
    const tags = [
      cap,
      { ...cap, id: 8 },
      { ...cap, limit: "11" },
      { ...cap, used: 4 },
    ].map((one) => entityTag(one, CAP));
    expect(new Set(tags).size).toBe(4);
  });

  test("is quoted and strong", () => {
    expect(entityTag(cap, PLAIN)).toMatch(/^"[\w-]{16}"$/);
    expect(entityTag(cap, CAP)).toMatch(/^"[\w-]{16}\.[\w-]{16}"$/);
  });
});

describe("If-Match", () => {
  const tag = entityTag(cap, CAP);
  const moved = entityTag({ ...cap, used: 4 }, CAP);
  const changed = entityTag({ ...cap, limit: "11" }, CAP);

  test.each([tag, moved, "*", ` ${changed} , ${tag}`, `W/"a",${tag}`])(
    "%s passes",
    (header) => expect(passesIfMatch(header, tag)).toBe(true),
  );

  test.each([
    changed,
    `W/${tag}`,
    tag.slice(1, -1),
    "",
    '""',
    `${tag} x`,
    `*,`,
  ])("%s does not pass", (header) =>
    expect(passesIfMatch(header, tag)).toBe(false),
  );
});

describe("If-None-Match", () => {
  const tag = entityTag(cap, CAP);

  test.each([tag, `W/${tag}`, "*", `"a", ${tag}`])("%s is known", (header) =>
    expect(isKnownTag(header, tag)).toBe(true),
  );

  test("what moved by itself is not known", () => {
    const moved = entityTag({ ...cap, used: 4 }, CAP);
    expect(isKnownTag(moved, tag)).toBe(false);
  });
});

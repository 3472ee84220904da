import { expect, test } from "bun:test";
import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { fieldErrors } from "./schema_findings.ts";

const SCHEMA = Type.Object({
  name: Type.String({ minLength: 1 }),
  password: Type.String({ minLength: 12, maxLength: 200 }),
  days: Type.Integer({ minimum: 1, maximum: 90 }),
});

function messagesOf(value: unknown): Record<string, string> {
  const found = [...Value.Errors(SCHEMA, value)];
  const errors = fieldErrors(
    found.map(({ path, message }) => ({ path, message })),
    undefined,
  );
  return Object.fromEntries(
    errors.map(({ field, message }) => [field, message]),
  );
}

test("a refused field is said in words that a person acts on", () => {
  expect(messagesOf({ name: "", password: "short", days: 0 })).toEqual({
    name: "must not be empty",
    password: "must have at least 12 characters",
    days: "must be at least 1",
  });
  expect(
    messagesOf({ name: "n", password: "x".repeat(201), days: 91 }),
  ).toEqual({
    password: "must have at most 200 characters",
    days: "must be at most 90",
  });
  expect(messagesOf({ name: "n", days: 1 })).toEqual({
    password: "must be given",
  });
});

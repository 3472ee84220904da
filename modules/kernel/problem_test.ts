import { expect, test } from "bun:test";
import { Problem, problemBody } from "./problem.ts";

test("problemBody() tells code, detail and fields, and never the cause", () => {
  const problem = new Problem(422, "invalid_amount", "Cannot read amount", {
    errors: [{ field: "amount", message: "12,34 has a comma" }],
    headers: { "retry-after": "5" },
    cause: new Error("password=hunter2"),
  });
  expect(problemBody(problem)).toEqual({
    type: "about:blank",
    title: "Invalid amount",
    status: 422,
    code: "invalid_amount",
    detail: "Cannot read amount",
    errors: [{ field: "amount", message: "12,34 has a comma" }],
  });
  expect(JSON.stringify(problemBody(problem))).not.toContain("hunter2");
  expect(problem.headers).toEqual({ "retry-after": "5" });
});

test("Problem is an Error that keeps its cause for the log", () => {
  const cause = new Error("inner");
  const problem = new Problem(503, "unavailable", "Try later", { cause });
  expect(problem).toBeInstanceOf(Error);
  expect(problem.name).toBe("Problem");
  expect(problem.message).toBe("unavailable: Try later");
  expect(problem.cause).toBe(cause);
  expect(new Problem(400, "malformed", "No").cause).toBeUndefined();
});

test("problemBody() has no errors where no field is at fault", () => {
  const body = problemBody(new Problem(404, "unknown_click", "No such click"));
  expect(Object.keys(body)).not.toContain("errors");
});

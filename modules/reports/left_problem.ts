import { Problem } from "../kernel/mod.ts";

/** Nobody reads it, and it is no failure to log. */
export function leftProblem(): Problem {
  return new Problem(400, "malformed", "The reader has left");
}

import type { Evidence, StepKind } from "./trace_answers.ts";

/** One thing that happened: with all of its values, or with those that a role sees. */
export interface Step {
  at_ms: number;
  kind: StepKind;
  id: string;
  evidence: Evidence;
}

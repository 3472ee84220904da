import type { TraceStep } from "../../../db/schema/mod.ts";
import type { Refusal } from "../codes.ts";

/** The checks of one postback, in their order, in words that an integrator understands. */
export class Trace {
  readonly steps: TraceStep[] = [];

  /** A check that was passed. */
  passed(step: string, found: string, looked_at?: string): void {
    this.steps.push({
      step,
      ...(looked_at === undefined ? {} : { looked_at }),
      found,
      ok: true,
    });
  }

  /** The check that failed, and why. */
  refused(step: string, refusal: Refusal, looked_at?: string): void {
    this.steps.push({
      step,
      ...(looked_at === undefined ? {} : { looked_at }),
      found: refusal.detail,
      expected: refusal.code,
      ok: false,
    });
  }

  /** A copy that goes on from here: a batch may have to judge the same postback twice. */
  fork(): Trace {
    const copy = new Trace();
    copy.steps.push(...this.steps);
    return copy;
  }
}

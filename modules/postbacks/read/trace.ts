import type { TraceStep } from "../../../db/schema/mod.ts";
import type { Refusal } from "../../sources/mod.ts";

/** What a postback is about, as far as it was found out: also a refused one is looked for by it. */
export interface Subject {
  link_id: number | null;
  campaign_id: number | null;
  affiliate_id: number | null;
  click_id: string | null;
  order_id: string | null;
  goal_key: string | null;
}

/** The checks of one postback, in their order, in words that an integrator understands. */
export class Trace {
  readonly steps: TraceStep[] = [];
  readonly subject: Subject = {
    link_id: null,
    campaign_id: null,
    affiliate_id: null,
    click_id: null,
    order_id: null,
    goal_key: null,
  };

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
    Object.assign(copy.subject, this.subject);
    return copy;
  }
}

/** Notes by which rate an amount was exchanged, where it was. */
export function traceRate(
  trace: Trace,
  { explanation }: { explanation: string | null },
): void {
  if (explanation !== null) trace.passed("rate", explanation);
}

/** Notes what a price follows from, or why there is none; nothing where it stays as it was. */
export function tracePrice(
  trace: Trace,
  priced:
    { ok: true; explanation: string | null } | { ok: false; refusal: Refusal },
): void {
  if (!priced.ok) trace.refused("price", priced.refusal);
  else if (priced.explanation !== null) {
    trace.passed("price", priced.explanation);
  }
}

import type { TraceStep } from "../../../db/schema/mod.ts";
import type { Refusal } from "../../sources/mod.ts";

/**
 * The things a postback refers to, as far as known. Refused postbacks can be searched by them too.
 */
export interface Subject {
  link_id: number | null;
  campaign_id: number | null;
  affiliate_id: number | null;
  click_id: string | null;
  order_id: string | null;
  goal_key: string | null;
  /** Only of refused ones: the customer, and what is named in place of a click of ours. */
  customer_id: string | null;
  click_ref: string | null;
}

/** The checks of a postback in order, worded for integrators. */
export class Trace {
  readonly steps: TraceStep[] = [];
  readonly subject: Subject = {
    link_id: null,
    campaign_id: null,
    affiliate_id: null,
    click_id: null,
    order_id: null,
    goal_key: null,
    customer_id: null,
    click_ref: null,
  };

  /** Adds a check that passed. */
  passed(step: string, found: string, looked_at?: string): void {
    this.steps.push({
      step,
      ...(looked_at === undefined ? {} : { looked_at }),
      found,
      ok: true,
    });
  }

  /** Adds the check that failed, with its refusal. */
  refused(step: string, refusal: Refusal, looked_at?: string): void {
    this.steps.push({
      step,
      ...(looked_at === undefined ? {} : { looked_at }),
      found: refusal.detail,
      expected: refusal.code,
      ok: false,
    });
  }

  /** A copy to continue from: a batch may judge the same postback twice. */
  fork(): Trace {
    const copy = new Trace();
    copy.steps.push(...this.steps);
    Object.assign(copy.subject, this.subject);
    return copy;
  }
}

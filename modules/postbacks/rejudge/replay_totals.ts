import type { Database } from "../../../db/mod.ts";
import { moneyBooked } from "../../conversions/mod.ts";
import type { Judged } from "../receive/work.ts";
import { Difference } from "./difference.ts";
import type { ConversionStep, SavedDifference } from "./difference.ts";
import { recordedSteps } from "./recorded_steps.ts";
import { latestVerdict } from "./rejudge.ts";
import type { Rejudged } from "./rejudge.ts";

const ERRORS_SHOWN = 20;

/** Totals of a replay as JSON. */
export interface SavedTotals {
  difference: SavedDifference;
  failed: number;
  errors: { postback_id: string; detail: string }[];
}

/** Totals of a replay or of its dry run. */
export class ReplayTotals {
  readonly #dry_run: boolean;
  readonly #difference: Difference;
  readonly #errors: { postback_id: string; detail: string }[];
  #failed: number;

  constructor(dry_run: boolean, saved: SavedTotals | null = null) {
    this.#dry_run = dry_run;
    this.#difference =
      saved === null ? new Difference() : Difference.from(saved.difference);
    this.#errors = [...(saved?.errors ?? [])];
    this.#failed = saved?.failed ?? 0;
  }

  /** As JSON, so that a task can go on with it. */
  toJSON(): SavedTotals {
    return {
      difference: this.#difference.toJSON(),
      failed: this.#failed,
      errors: this.#errors,
    };
  }

  /** Adds the results of a piece. */
  async add(db: Database, results: readonly Rejudged[]): Promise<void> {
    for (const result of results) {
      const { id } = result.stored.raw;
      const { outcome: before } = latestVerdict(result.stored);
      switch (result.kind) {
        case "judged":
          this.#difference.add(id, before, result.judged.answer.outcome);
          this.#addStep(id, result.judged);
          break;
        case "booked":
          this.#difference.add(id, before, "duplicate");
          break;
        case "resumed":
          await this.#addRecorded(db, result);
          break;
        case "failed":
          this.#failed += 1;
          if (this.#errors.length === ERRORS_SHOWN) break;
          this.#errors.push({ postback_id: id, detail: result.detail });
      }
    }
  }

  #addStep(id: string, { step }: Judged): void {
    if (step === null) return;
    const is_made = step.before === null;
    const money = moneyBooked(step);
    this.#difference.addStep(id, {
      before: step.before,
      after: step.after,
      conversion_id: this.#dry_run && is_made ? null : step.after.id,
      is_test: money === null,
      money: money ?? [],
    } satisfies ConversionStep);
  }

  async #addRecorded(db: Database, { stored }: Rejudged): Promise<void> {
    const { id } = stored.raw;
    const { outcome, conversion_id } = latestVerdict(stored);
    const before = stored.verdicts.at(-2)?.outcome ?? outcome;
    this.#difference.add(id, before, outcome);
    for (const step of await recordedSteps(db, { id, conversion_id })) {
      this.#difference.addStep(id, step);
    }
  }

  /** In API form. */
  present() {
    const errors = { count: this.#failed, examples: this.#errors };
    return { dry_run: this.#dry_run, ...this.#difference.present(), errors };
  }
}

import type { Database, Transaction } from "../../db/mod.ts";
import { Effects } from "../conversions/mod.ts";
import type {
  ChangeResult,
  Changer,
  ConversionDoor,
} from "../conversions/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { recordDecision } from "../risk/mod.ts";
import { chooseSuspected, stateOf } from "./choose_suspected.ts";
import type { Choice } from "./choose_suspected.ts";
import { FRAUD, planDecision } from "./plan_decision.ts";
import type { DecisionPlan, Suspected } from "./plan_decision.ts";

/** Conversions that are decided at once. */
export const DECIDED_MAX = 5_000;

export interface DecideDeps {
  db: Database;
  clock: Clock;
  conversions: ConversionDoor;
}

/** A decision about conversions, all alike. */
export interface DecisionRequest extends Choice {
  why: string;
  /** The state in which somebody saw them; null: whatever it is. */
  seen: string | null;
  dry_run: boolean;
}

type Planned = Suspected & DecisionPlan;

/**
 * Decides suspected conversions all alike, in one transaction: clear ones are let go, and get the state
 * that they would have without their rule and the decisions before; fraud is rejected, or reversed if it
 * was approved. With `dry_run`, nothing is kept, and the money is shown.
 */
export async function decide(
  { clock, conversions }: DecideDeps,
  request: DecisionRequest,
  by: Changer,
) {
  const { decision, why, filter, decided, ids, dry_run } = request;
  let settled = () => {};
  const made = await conversions.settle(
    async (tx) => {
      const chosen = await chooseSuspected(tx, request, DECIDED_MAX + 1);
      if (chosen.length > DECIDED_MAX) throw tooMany();
      const planned = chosen.map((one) => ({
        ...one,
        ...planDecision(decision, one),
      }));
      const applied = await apply(tx, conversions, planned, by);
      const { results, effects } = applied;
      settled = applied.settled;
      const refused = new Set(
        results.flatMap(({ id, refusal }) => (refusal === null ? [] : [id])),
      );
      const { deliveries, ...money } = effects.present();
      const outcome = {
        changed: results.length - refused.size,
        refused: refused.size,
        ...money,
      };
      // Their money depends on others too, such as those that took the room of a cap.
      const state = stateOf(chosen, outcome);
      if (request.seen !== null && request.seen !== state) throw changed();
      const rows = planned
        .filter(({ risk }) => !refused.has(risk.conversion_id))
        .map(({ risk, otherwise }) => ({ ...risk, otherwise }));
      const { with_clear: _, ...kept } = filter;
      const id = await recordDecision(tx, clock, {
        ...{
          decision,
          why,
          filter: { ...kept, decided, ids: ids?.length ?? null },
        },
        decided_by: by.made_by,
        rows,
      });
      return {
        id: dry_run ? null : id,
        dry_run,
        decision,
        why,
        seen: `${filter.from_ms}-${filter.to_ms}-${state}`,
        conversions: chosen.length,
        held: chosen.filter(({ risk }) => risk.held_at !== null).length,
        ...outcome,
        deliveries,
      };
    },
    { dry_run },
  );
  if (!dry_run) settled();
  return made;
}

/** Ends what is fraud, and gives back what is clear. */
async function apply(
  tx: Transaction,
  conversions: ConversionDoor,
  planned: readonly Planned[],
  by: Changer,
): Promise<{ results: ChangeResult[]; effects: Effects; settled(): void }> {
  const ends = planned.flatMap(({ risk, sale, step }) =>
    step === null || "to" in step
      ? []
      : [
          {
            id: risk.conversion_id,
            version: sale.version,
            status: step.end,
            reason: FRAUD,
            refunded_micros: sale.refunded_micros,
          },
        ],
  );
  const given = planned.flatMap(({ risk, sale, step }) =>
    step === null || "end" in step
      ? []
      : [{ id: risk.conversion_id, version: sale.version, to: step.to }],
  );
  const ended = await conversions.change(tx, ends, by);
  const restored = await conversions.restore(tx, given, by);
  const effects = new Effects();
  effects.merge(ended.effects);
  effects.merge(restored.effects);
  const results = [...ended.results, ...restored.results];
  return { results, effects, settled: restored.settled };
}

function tooMany(): Problem {
  return new Problem(
    422,
    "too_many",
    `More than ${DECIDED_MAX} conversions match: narrow the filter`,
  );
}

function changed(): Problem {
  return new Problem(
    409,
    "stale_version",
    "The conversions aren't as you saw them any more: look again with `dry_run`",
  );
}

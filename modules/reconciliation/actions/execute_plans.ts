import type { Transaction } from "../../../db/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type {
  ChangeResult,
  ConversionChange,
  CreateResult,
} from "../../conversions/mod.ts";
import type { Outcome, Plan, Planned, Work } from "./action_types.ts";
import { ActionSummary } from "./action_summary.ts";
import {
  bookVariances,
  lockConversions,
  readVariances,
} from "./book_variance.ts";
import type { VarianceTarget } from "./book_variance.ts";

type PlanOf<Kind extends Plan["kind"]> = Planned & {
  plan: Extract<Plan, { kind: Kind }>;
};

/**
 * Executes plans in the caller's transaction: creates and changes conversions,
 * and books tolerated differences. Returns an outcome for each plan, and the
 * totals.
 */
export async function executePlans(
  tx: Transaction,
  clock: Clock,
  work: Work,
  plans: readonly Planned[],
): Promise<{ outcomes: Outcome[]; summary: ActionSummary }> {
  const summary = new ActionSummary();
  const outcomes = new Map<string, Outcome>();
  const settle = (outcome: Outcome) => outcomes.set(outcome.key, outcome);
  for (const planned of plans) {
    const idle = idleOutcome(planned);
    if (idle !== null) settle(idle);
  }
  const following = await create(tx, work, { plans, settle, summary });
  const changes = [
    ...ofKind(plans, "change").map(({ key, plan }) => ({
      key,
      action: plan.action as string,
      change: plan.change,
    })),
    ...following,
  ];
  const { results, effects } = await work.door.change(
    tx,
    changes.map(({ change }) => change),
    work.by,
  );
  summary.addEffects(effects.present());
  for (const [index, { key, action }] of changes.entries()) {
    const result = results[index];
    if (result !== undefined) settle(changedOutcome(key, action, result));
  }
  await absorb(tx, clock, work, { plans, settle, outcomes, summary });
  const settled = plans.flatMap(({ key }) => outcomes.get(key) ?? []);
  summary.addOutcomes(settled);
  return { outcomes: settled, summary };
}

interface Settling {
  plans: readonly Planned[];
  settle(outcome: Outcome): void;
  summary: ActionSummary;
}

/** Returns the outcome of a skipped or refused plan; null for others. */
function idleOutcome({ key, plan }: Planned): Outcome | null {
  if (plan.kind === "skip") {
    return { ...NOTHING, key, action: plan.action, result: "skipped" };
  }
  if (plan.kind !== "refused") return null;
  const { code, detail } = plan.refusal;
  return { ...NOTHING, key, action: plan.action, result: code, detail };
}

const NOTHING = {
  detail: null,
  campaign_id: null,
  conversion_id: null,
  before: null,
  after: null,
  entry_id: null,
};

/**
 * Creates missing conversions. One that has arrived by another way since is set to
 * the given values if it is the same sale; these changes are returned.
 */
async function create(
  tx: Transaction,
  { door, by }: Work,
  { plans, settle, summary }: Settling,
): Promise<{ key: string; action: string; change: ConversionChange }[]> {
  const creating = ofKind(plans, "create");
  if (creating.length === 0) return [];
  const { results, effects } = await door.create(
    tx,
    creating.map(({ plan }) => plan.given),
    by,
  );
  summary.addEffects(effects.present());
  return creating.flatMap(({ key, plan }, index) => {
    const result = results[index];
    if (result === undefined) return [];
    const { given, overwrites } = plan;
    const id = result.conversion_id;
    const follows =
      result.result === "exists" && (result.is_same || overwrites);
    if (!follows || id === null) {
      settle(createdOutcome(key, result));
      return [];
    }
    const {
      status,
      reason,
      amount_micros,
      revenue_micros,
      payout_micros,
      why,
    } = given;
    const change: ConversionChange = {
      id,
      status,
      reason,
      ...(amount_micros === null ? {} : { amount_micros }),
      revenue_micros,
      payout_micros,
      why,
    };
    return [{ key, action: "create", change }];
  });
}

function createdOutcome(key: string, result: CreateResult): Outcome {
  const { conversion_id, after, refusal } = result;
  const base = { ...NOTHING, key, action: "create", conversion_id };
  if (result.result === "created") return { ...base, result: "done", after };
  if (result.result === "refused") {
    const { code = "not_found", detail = null } = refusal ?? {};
    return { ...base, result: code, detail };
  }
  const detail = `Conversion ${conversion_id} is the same event with another click, order or amount`;
  return { ...base, result: "already_exists", detail };
}

function changedOutcome(
  key: string,
  action: string,
  { id, result, refusal, before, after }: ChangeResult,
): Outcome {
  const base = { ...NOTHING, key, action, conversion_id: id };
  if (result === "changed") return { ...base, result: "done", before, after };
  if (result === "unchanged") {
    return { ...base, result: "unchanged", before, after };
  }
  const { code = "stale_version", detail = null } = refusal ?? {};
  return { ...base, result: code, detail, before };
}

/**
 * Books tolerated differences, and reverses earlier ones of conversions that have
 * now been set.
 */
async function absorb(
  tx: Transaction,
  clock: Clock,
  work: Work,
  settling: Settling & { outcomes: ReadonlyMap<string, Outcome> },
): Promise<void> {
  const { plans, settle, outcomes, summary } = settling;
  const targets: VarianceTarget[] = [];
  for (const { key, target, refused } of await planVariances(tx, work, plans)) {
    if (refused !== undefined) settle(refused);
    else if (target !== undefined) targets.push({ ...target, key });
  }
  const absorbed = new Set(targets.map(({ key }) => key));
  targets.push(...(await supersededVariances(tx, work, plans, outcomes)));
  for (const booked of await bookVariances(tx, clock, targets)) {
    const { key, campaign_id, conversion_id, entry_id } = booked;
    if (entry_id !== null) summary.addVariance(booked);
    const before = outcomes.get(key);
    if (absorbed.has(key)) {
      const result = entry_id === null ? "unchanged" : "done";
      const about = { campaign_id, conversion_id, entry_id };
      settle({ ...NOTHING, key, action: "absorb", ...about, result });
    } else if (before !== undefined) settle({ ...before, entry_id });
  }
}

async function planVariances(
  tx: Transaction,
  work: Work,
  plans: readonly Planned[],
) {
  const absorbing = ofKind(plans, "absorb");
  const about = absorbing.map(({ plan: { absorb } }) => ({
    campaign_id: absorb.campaign_id,
    conversion_id: absorb.change.id,
  }));
  await lockConversions(tx, about);
  const changes = absorbing.map(({ plan }) => plan.absorb.change);
  const tried = await tryChanges(tx, work, changes);
  return absorbing.map(({ key, plan }, index) => {
    const result = tried[index];
    const is_sound =
      result?.result === "changed" || result?.result === "unchanged";
    const { before = null, after = null } = result ?? {};
    if (
      result === undefined ||
      !is_sound ||
      before === null ||
      after === null
    ) {
      const refused =
        result === undefined
          ? undefined
          : changedOutcome(key, "absorb", result);
      return { key, refused };
    }
    // Unapproved conversions are not owed.
    const counts = before.status === "approved";
    const apart = after.revenue_micros - before.revenue_micros;
    const target: Omit<VarianceTarget, "key"> = {
      campaign_id: plan.absorb.campaign_id,
      conversion_id: plan.absorb.change.id,
      advertiser_id: work.reconciliation.advertiser_id,
      currency: before.currency,
      receivable_micros: counts ? apart : 0n,
      reason: plan.absorb.change.why ?? "",
    };
    return { key, target };
  });
}

/**
 * Returns targets of zero for conversions that are now set to the statement's
 * value, so that their tolerated difference is reversed.
 */
async function supersededVariances(
  tx: Transaction,
  { reconciliation }: Work,
  plans: readonly Planned[],
  outcomes: ReadonlyMap<string, Outcome>,
): Promise<VarianceTarget[]> {
  const changed = ofKind(plans, "change").flatMap(({ key, plan }) => {
    const outcome = outcomes.get(key);
    if (outcome?.result !== "done" || plan.campaign_id === null) return [];
    return [{ key, plan, campaign_id: plan.campaign_id, outcome }];
  });
  const about = changed.map(({ plan, campaign_id }) => ({
    campaign_id,
    conversion_id: plan.change.id,
  }));
  const booked = await readVariances(tx, about);
  return changed.flatMap(({ key, plan, campaign_id, outcome }) => {
    const stands = booked.get(plan.change.id)?.micros ?? 0n;
    if (stands === 0n || outcome.after === null) return [];
    return {
      key,
      campaign_id,
      conversion_id: plan.change.id,
      advertiser_id: reconciliation.advertiser_id,
      currency: outcome.after.currency,
      receivable_micros: 0n,
      reason: plan.change.why ?? "",
    };
  });
}

function ofKind<Kind extends Plan["kind"]>(
  plans: readonly Planned[],
  kind: Kind,
): PlanOf<Kind>[] {
  return plans.filter((one): one is PlanOf<Kind> => one.plan.kind === kind);
}

/** Thrown to roll back the trial. */
class Undone extends Error {}

/**
 * Returns what changes would result in, at the prices in force: makes them in a
 * savepoint and rolls back.
 */
async function tryChanges(
  tx: Transaction,
  { door, by }: Pick<Work, "door" | "by">,
  changes: readonly ConversionChange[],
): Promise<ChangeResult[]> {
  let tried: ChangeResult[] = [];
  if (changes.length === 0) return tried;
  try {
    await tx.transaction(async (inner) => {
      const { results } = await door.change(inner, changes, by);
      tried = results;
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  return tried;
}

import { verifyLedger } from "../../modules/payouts/mod.ts";
import type { Answer } from "../api_client.ts";
import { findProblem } from "./check_world.ts";
import {
  change,
  convert,
  convertWithRates,
  changePayoutCurrency,
  refundPart,
  rePrice,
  reverse,
} from "./conversion_steps.ts";
import { MoneyWorld } from "./money_world.ts";
import {
  adjust,
  extend,
  invoice,
  lock,
  release,
  run,
  settle,
  settleInvoice,
  wait,
} from "./office_steps.ts";
import { fingerprint } from "./read_books.ts";
import type { Draw, Step } from "./step.ts";

/** Kinds of steps by weight; add new kinds here. */
const DRAWS: readonly (readonly [number, Draw])[] = [
  [10, convert],
  [7, change],
  [4, refundPart],
  [2, reverse],
  [2, rePrice],
  [4, adjust],
  [5, run],
  [8, settle],
  [3, invoice],
  [3, settleInvoice],
  [3, release],
  [1, lock],
  [4, wait],
  [2, extend],
];

/** The same, with affiliates paid in their own currencies. */
const EXCHANGING: typeof DRAWS = [
  ...DRAWS.map(([weight, draw]): (typeof DRAWS)[number] => [
    weight,
    draw === convert ? convertWithRates : draw,
  ]),
  [3, changePayoutCurrency],
];

const CRASHES = 0.25;
const STATEMENTS_MAX = 12;
const TWICE = 0.2;

/** Result of a seed: what broke, and all steps until then. */
export interface Outcome {
  wrong: string | null;
  steps: string[];
}

/** Runs a seed, checking everything after each step. */
export async function runSeed(
  seed: number,
  steps_max: number,
  { exchanges = false }: { exchanges?: boolean } = {},
): Promise<Outcome> {
  const world = await MoneyWorld.open(seed);
  const steps: string[] = [];
  try {
    while (steps.length < steps_max) {
      const step = await drawStep(world, exchanges ? EXCHANGING : DRAWS);
      if (step === null) continue;
      steps.push(step.name);
      const wrong = await take(world, step);
      if (wrong !== null) return { wrong: `seed ${seed}: ${wrong}`, steps };
    }
    const { difference } = await verifyLedger(world.service.db);
    const wrong =
      difference === null
        ? null
        : `seed ${seed}: verify finds ${Bun.inspect(difference)}`;
    return { wrong, steps };
  } finally {
    await world.close();
  }
}

async function drawStep(
  world: MoneyWorld,
  draws: typeof DRAWS,
): Promise<Step | null> {
  const total = draws.reduce((sum, [weight]) => sum + weight, 0);
  let at = world.chance.between(0, total);
  const draw = draws.find(([weight]) => (at -= weight) < 0)?.[1];
  return draw === undefined ? null : await draw(world);
}

async function take(world: MoneyWorld, step: Step): Promise<string | null> {
  const { chance, service } = world;
  const { db } = service;
  const before = await fingerprint(db);
  let first: Answer | null = null;
  if (chance.happens(CRASHES)) {
    await world.failAt(chance.between(1, STATEMENTS_MAX));
    const answer = await step.send();
    await world.failAt(0);
    if (answer.status < 500) first = answer;
    else if ((await fingerprint(db)) !== before) {
      return `${step.name} crashed and left a trace`;
    }
  }
  const is_twice = step.is_twice === true && chance.happens(TWICE);
  const answers =
    first !== null
      ? [first]
      : await Promise.all(
          is_twice ? [step.send(), step.send()] : [step.send()],
        );
  const unlike = step.judge(answers);
  if (unlike !== null) return `${step.name}: ${unlike}`;
  const after = await fingerprint(db);
  const is_refused = answers.every(({ status }) => status >= 400);
  if (is_refused && after !== before) {
    return `${step.name} was refused and left a trace`;
  }
  const wrong = await findProblem(world);
  if (wrong !== null) return `after ${step.name}: ${wrong}`;
  await step.send();
  return (await fingerprint(db)) === after
    ? null
    : `${step.name}, done again, changed something`;
}

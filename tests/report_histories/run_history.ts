import { expect } from "bun:test";
import { verifyReports } from "../../modules/rollups/mod.ts";
import { checkReport } from "./check_report.ts";
import { drain, visitLink } from "./click_steps.ts";
import { drawReport } from "./drawn_report.ts";
import { thingsOf } from "./plain_things.ts";
import { checkPair, checkSides } from "./agreement.ts";
import {
  checkDiscrepancy,
  checkInvoices,
  checkLedger,
  checkLive,
  checkOtherForms,
  checkParties,
} from "./books_agreement.ts";
import {
  changePrice,
  forgetVisitor,
  giveRates,
  pauseLink,
  restart,
} from "./network_steps.ts";
import {
  changeInBulk,
  importFile,
  openBackfill,
  payTrial,
  recordByHand,
} from "./office_steps.ts";
import { changeSale, correctSale, reportSale } from "./sale_steps.ts";
import { fold, runSomeJob, wait } from "./upkeep_steps.ts";
import { HistoryWorld } from "./world.ts";

type Step = (world: HistoryWorld) => Promise<void>;

/** Steps by weight. */
const STEPS: readonly (readonly [number, Step])[] = [
  [30, visitLink],
  [14, reportSale],
  [10, changeSale],
  [3, correctSale],
  [2, recordByHand],
  [1, changeInBulk],
  [1, importFile],
  [3, payTrial],
  [1, openBackfill],
  [8, wait],
  [4, drain],
  [6, runSomeJob],
  [2, pauseLink],
  [1, changePrice],
  [4, giveRates],
  [1, forgetVisitor],
  [1, restart],
];

/** The length of a history. */
export interface HistoryLength {
  steps: number;
  /** Steps between reports. */
  steps_between: number;
  /** Reports at a time. */
  reports: number;
}

/** Numbers of a history that was played. */
export interface PlayedHistory {
  clicks: number;
  sales: number;
  reports: number;
}

/** Plays a random history, and compares random reports of it with plain recounts. */
export async function runHistory(
  seed: number,
  length: HistoryLength,
): Promise<PlayedHistory> {
  const world = await HistoryWorld.open(seed);
  try {
    for (let step = 1; step <= length.steps; step++) {
      await draw(world)(world);
      world.pass(world.chance.between(1, 90_000));
      if (step % length.steps_between === 0) await checkNow(world, length);
    }
    await checkAgreement(world);
    const { clicks, sales, reports } = world.memory;
    return {
      clicks: clicks.size,
      sales: sales.length,
      reports: reports.length,
    };
  } catch (error) {
    const { steps, reports } = world.memory;
    console.error([...steps, reports.at(-1), `seed ${seed}`].join("\n"));
    throw error;
  } finally {
    await world.close();
  }
}

/** Compares some reports, also while what they are counted from is folded. */
async function checkNow(world: HistoryWorld, { reports }: HistoryLength) {
  const { chance } = world;
  const things = await thingsOf(world);
  for (let count = 0; count < reports; count++) {
    const folding = chance.happens(0.3) ? fold(world) : undefined;
    const drawn = drawReport(world, things);
    const { asker, query, limit } = drawn;
    world.memory.reports.push(
      `${asker.name}: ${query.toString()}, ${limit} a page`,
    );
    const checking = checkReport(world, drawn, things);
    await Promise.allSettled([checking, folding]);
    await Promise.all([checking, folding]);
  }
  await checkPair(world, things);
}

/** Reports, books and what parties see say the same of all that was played. */
async function checkAgreement(world: HistoryWorld): Promise<void> {
  await checkSides(world);
  await checkLedger(world);
  await checkParties(world);
  await checkInvoices(world);
  await checkLive(world);
  await checkDiscrepancy(world);
  await checkOtherForms(world);
  const compared = await verifyReports(world.service.db);
  const differing = compared.filter(({ state }) => state === "differs");
  expect(differing).toEqual([]);
  // No job has failed.
  expect(world.service.log).toEqual([]);
}

function draw({ chance }: HistoryWorld): Step {
  const total = STEPS.reduce((sum, [weight]) => sum + weight, 0);
  let at = chance.between(0, total);
  return STEPS.find(([weight]) => (at -= weight) < 0)?.[1] ?? visitLink;
}

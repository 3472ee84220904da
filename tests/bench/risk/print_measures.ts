import type { RiskCode } from "../../../modules/risk/mod.ts";
import {
  heldWrongly,
  isHeld,
  isHeldOtherwise,
  isWatched,
  measure,
  precisionOf,
  recallOf,
} from "./measure.ts";
import type { Case, Measure } from "./measure.ts";
import { FRAUDS, ODDITIES } from "./traffic.ts";

/** Every code that a score may have. */
const CODES: readonly RiskCode[] = [
  "ctit_too_fast",
  "ctit_flat",
  "click_flood",
  "click_velocity",
  "duplicate_ip",
  "duplicate_device",
  "data_centre",
  "geo_mismatch",
  "device_mismatch",
  "bot_agent",
  "conversion_burst",
  "hour_profile",
  "refund_rate",
  "approval_rate",
  "cr_outlier",
  "sender_address",
];

const MICROS = 1_000_000n;

const pct = (share: number) =>
  `${(share * 100).toFixed(share < 0.01 ? 2 : 1)} %`;

function rowOf(name: string, found: Measure) {
  return {
    name,
    prevalence: pct(found.frauds / Math.max(1, found.of)),
    named: found.named,
    precision: found.named === 0 ? "–" : pct(precisionOf(found)),
    recall: pct(recallOf(found)),
  };
}

/** Prints how verdicts and reasons meet the truth. */
export function printMeasures(cases: readonly Case[]): void {
  console.log("\nverdicts, of all conversions");
  console.table([
    rowOf("hold", measure(cases, isHeld)),
    rowOf("watch or hold", measure(cases, isWatched)),
  ]);
  const { held_micros, of_micros } = heldWrongly(cases);
  const per_million =
    of_micros === 0n ? 0n : (held_micros * MICROS) / of_micros;
  console.log(
    `money wrongly held: ${held_micros / MICROS} of ${of_micros / MICROS} that honest affiliates earn, ${pct(Number(per_million) / 1e6)}`,
  );
  console.log("\neach reason, whatever it weighs");
  console.table(
    CODES.map((code) =>
      rowOf(
        code,
        measure(cases, ({ reasons }) =>
          reasons.some((reason) => reason.code === code),
        ),
      ),
    ),
  );
  printFrauds(cases);
  printOddities(cases);
  printAblation(cases);
  printCalibration(cases);
}

function printFrauds(cases: readonly Case[]): void {
  console.log(
    "\neach fraud, by affiliates that do nothing else and by mixed ones",
  );
  console.table(
    FRAUDS.flatMap((fraud) =>
      [false, true].map((mixed) => {
        const own = cases.filter(
          (one) => one.fraud === fraud && one.is_mixed === mixed,
        );
        return {
          fraud: mixed ? `${fraud}, mixed` : fraud,
          conversions: own.length,
          held: pct(recallOf(measure(own, isHeld))),
          "watched or held": pct(recallOf(measure(own, isWatched))),
        };
      }),
    ),
  );
}

function printOddities(cases: readonly Case[]): void {
  console.log("\nhonest oddities, and what is honest and not odd");
  const row = (name: string, own: readonly Case[]) => ({
    name,
    conversions: own.length,
    held: pct(own.filter(isHeld).length / Math.max(1, own.length)),
    watched: pct(own.filter(isWatched).length / Math.max(1, own.length)),
  });
  const honest = cases.filter(({ fraud }) => fraud === null);
  console.table([
    ...ODDITIES.map((oddity) =>
      row(
        oddity,
        honest.filter((one) => one.oddity === oddity),
      ),
    ),
    row(
      "all oddities",
      honest.filter(({ oddity }) => oddity !== null),
    ),
    row(
      "beside fraud",
      honest.filter(({ is_mixed }) => is_mixed),
    ),
    row(
      "the others",
      honest.filter(({ oddity, is_mixed }) => oddity === null && !is_mixed),
    ),
  ]);
}

function printAblation(cases: readonly Case[]): void {
  console.log("\nhold without one signal");
  console.table(
    CODES.map((without) => {
      const found = measure(cases, (one) => isHeldOtherwise(one, { without }));
      const { name, precision, recall } = rowOf(without, found);
      return { without: name, precision, recall };
    }),
  );
}

function printCalibration(cases: readonly Case[]): void {
  console.log("\ncalibration: of each score, how much is fraud");
  console.table(
    Array.from({ length: 10 }, (_, at) => {
      const [low, high] = [at * 10, at === 9 ? 101 : at * 10 + 10];
      const own = cases.filter(({ score }) => score >= low && score < high);
      const { frauds } = measure(own, () => false);
      return {
        score: `${low}–${Math.min(100, high - 1)}`,
        conversions: own.length,
        fraud: own.length === 0 ? "–" : pct(frauds / own.length),
      };
    }),
  );
}

/** Prints what each score as the threshold would hold. */
export function printThresholds(cases: readonly Case[]): void {
  console.log("\nhold from which score on");
  console.table(
    [40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90].map((from) => {
      const isNamed = (one: Case) => isHeldOtherwise(one, { from });
      const odd = cases.filter(
        ({ oddity, fraud }) => oddity !== null && fraud === null,
      );
      const { precision, recall } = rowOf("", measure(cases, isNamed));
      const held = odd.filter(isNamed).length / Math.max(1, odd.length);
      return { from, precision, recall, "oddities held": pct(held) };
    }),
  );
}

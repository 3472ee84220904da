import type { Mutation } from "./mutation.ts";

const COMPARE = "modules/shadow/compare";
const COMPARED = ["tests/journeys/shadow_test.ts"];
const SILENT = ["tests/journeys/shadow_silent_test.ts"];

/** Mutations of the comparison with an old tracker, and of what is silent meanwhile. */
export const SHADOW_MUTATIONS: readonly Mutation[] = [
  {
    name: "affiliates are told of what another tracker pays",
    file: "modules/deliveries/outbox.ts",
    text: 'if (after.flags.includes("shadow")) return [];',
    instead: 'if (after.flags.includes("no")) return [];',
    tests: SILENT,
  },
  {
    name: "what another tracker pays is booked",
    file: "modules/conversions/record.ts",
    text: "return isCounted(step) && !isShadow(step.after);",
    instead: "return isCounted(step);",
    tests: SILENT,
  },
  {
    name: "what is pending at the end of the shadow is never booked",
    file: "modules/conversions/working_set.ts",
    text: 'before.status === "pending" && !shadow',
    instead: 'before.status === "approved" && !shadow',
    tests: SILENT,
  },
  {
    name: "what was never booked is taken back when it is",
    file: "modules/conversions/record.ts",
    text: "before === null || !isBooked({ after: before })",
    instead: "before === null",
    tests: SILENT,
  },
  {
    name: "a day is told again after each comparison",
    file: "modules/shadow/tell_day.ts",
    text: "once: name,",
    instead: "",
    tests: SILENT,
  },
  {
    name: "a later export doesn't replace a conversion",
    file: "modules/shadow/keep_export.ts",
    text: "(key) do update set",
    instead: "(key) do update set id = shadow_rows.id --",
    tests: COMPARED,
  },
  {
    name: "what is alike is left alone",
    file: `${COMPARE}/compare.ts`,
    text: "await pairRest(session);",
    instead: "",
    tests: ["tests/journeys/shadow_hostile_test.ts"],
  },
  {
    name: "a day's edge is no difference of days",
    file: `${COMPARE}/classify.ts`,
    text: "case when t_day <> l_day then 'timing' end",
    instead: "null",
    tests: COMPARED,
  },
  {
    name: "clicks that came with ours aren't found",
    file: `${COMPARE}/stage_theirs.ts`,
    text: "where k.click_ref = any(${named})",
    instead: "where k.click_ref is null and k.click_ref = any(${named})",
    tests: COMPARED,
  },
];

import type { ApiDescription } from "../../http/mod.ts";
import { Discrepancy } from "./discrepancy_answers.ts";

/** API description of discrepancies. */
export const DISCREPANCY_API: ApiDescription = {
  "POST /api/v1/reports/discrepancy": {
    summary: "Explains the difference between a tracker's figures and ours",
    description:
      "Takes an affiliate's own figures by day, as `rows` or as the text of a CSV `file` with a header. Says for each day which part of the difference is repeats, bots, refused, prefetches, tests, another zone's days or another time, and what nothing explains; the parts add up. It stores nothing.",
    answers: { 200: Discrepancy },
    own: { affiliate: { body: "affiliate_id" } },
    problems: ["unavailable", "unknown_reference"],
  },
};

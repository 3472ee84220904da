import { Type } from "@sinclair/typebox";
import type { ApiDescription } from "../http/mod.ts";
import { Story } from "./trace_answers.ts";

/** Longest question, in bytes and thus in characters. */
export const Q_BYTES_MAX = 2_048;

/** Filters of whose rows are looked for. */
export const TRACE_FILTERS = {
  affiliate_id: { many: "id" },
  advertiser_id: { many: "id" },
} as const;

const ids = Type.Optional(
  Type.String({
    description:
      "Ids of parties, with commas between; else all that you may see.",
    maxLength: 2_200,
    examples: ["7"],
  }),
);

/** Query of a question. */
export const TraceQuery = Type.Object({
  q: Type.String({
    description:
      "Any id: of a click, conversion, postback, delivery, payment, invoice or entry, an order, a customer, the affiliate's own click id, a link's slug; or a whole address with such ids in it.",
    minLength: 1,
    maxLength: Q_BYTES_MAX,
    examples: ["A-17"],
  }),
  affiliate_id: ids,
  advertiser_id: ids,
});

/** API description of the trace. */
export const TRACE_API: ApiDescription = {
  "GET /api/v1/trace": {
    summary: "Finds everything that happened to the things with an id",
    description:
      "Looks for any id that a person may hold, also one that is pasted as part of an address, and answers with one timeline and one sentence. An unknown id and another's are answered alike.",
    answers: { 200: Story },
    query: TraceQuery,
    own: {
      affiliate: { filter: "affiliate_id" },
      advertiser: { filter: "advertiser_id" },
    },
  },
};

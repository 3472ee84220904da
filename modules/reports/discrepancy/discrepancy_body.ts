import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import { nullable } from "../../http/mod.ts";

/** More than any link gets in a day. */
const COUNT_MAX = 1_000_000_000;
const ROWS_MAX = 1_000;
const FILE_CHARS_MAX = 500_000;

const closed = { additionalProperties: false };
const TheirCount = Type.Integer({
  minimum: 0,
  maximum: COUNT_MAX,
  examples: [17],
});

const Row = Type.Object(
  {
    day: Type.String({ examples: ["2026-11-28"], maxLength: 10 }),
    clicks: TheirCount,
    conversions: Type.Optional(nullable(TheirCount)),
  },
  closed,
);

/** A day's figures of theirs. */
export type DiscrepancyRow = Static<typeof Row>;

/** Figures to explain: rows, or the text of a file. */
export const DiscrepancyBody = Type.Object(
  {
    affiliate_id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    from: Type.String({ maxLength: 40, examples: ["2026-11-01"] }),
    to: Type.String({ maxLength: 40, examples: ["2026-12-01"] }),
    timezone: Type.Optional(
      Type.String({ maxLength: 64, examples: ["Europe/Berlin"] }),
    ),
    rows: Type.Optional(Type.Array(Row, { minItems: 1, maxItems: ROWS_MAX })),
    file: Type.Optional(
      Type.String({ minLength: 1, maxLength: FILE_CHARS_MAX }),
    ),
  },
  closed,
);

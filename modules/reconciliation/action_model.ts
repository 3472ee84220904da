import { invalid } from "../http/mod.ts";
import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import type { Principal } from "../access/mod.ts";
import type { Changer } from "../conversions/mod.ts";
import { ACTIONS } from "./actions/action_types.ts";
import type { Override } from "./actions/action_types.ts";
import type { BreakSelection } from "./actions/break_selection.ts";
import { readItemKey } from "./matching/item_key.ts";

const closed = { additionalProperties: false };
const NAMED_MAX = 5_000;
const REASON_CHARS_MAX = 500;
const reference = Type.Optional(
  Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
);

export const BREAK_CLASSES = [
  "missing_ours",
  "missing_theirs",
  "amount_mismatch",
  "currency_mismatch",
  "status_mismatch",
  "reversed_by_sender",
  "duplicate_ours",
  "duplicate_theirs",
  "timing",
  "attribution_diff",
  "locked_period",
  "unparsable",
] as const;

const Action = Type.Union(ACTIONS.map((name) => Type.Literal(name)));
const OverrideBody = Type.Union([
  Action,
  Type.Object(
    {
      action: Action,
      affiliate_id: reference,
      campaign_id: reference,
      link_id: reference,
    },
    closed,
  ),
]);
const reason = Type.Optional(
  Type.Union([Type.String({ maxLength: REASON_CHARS_MAX }), Type.Null()]),
);

/** Which breaks to apply, and overrides of the proposed actions. */
export const ApplyBody = Type.Object(
  {
    break_ids: Type.Optional(
      Type.Union([
        Type.Literal("all"),
        Type.Array(Type.String({ maxLength: 40 }), {
          minItems: 1,
          maxItems: NAMED_MAX,
        }),
      ]),
    ),
    classes: Type.Optional(
      Type.Array(Type.Union(BREAK_CLASSES.map((name) => Type.Literal(name))), {
        minItems: 1,
        maxItems: BREAK_CLASSES.length,
      }),
    ),
    /** Overrides, by break id or class. */
    actions: Type.Optional(
      Type.Record(Type.String({ maxLength: 40 }), OverrideBody, {
        maxProperties: NAMED_MAX,
      }),
    ),
    reason,
    dry_run: Type.Optional(Type.Boolean()),
    /** Run in the background, as a task with progress. */
    as_task: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** Which batch to undo, by default the latest. */
export const UndoBody = Type.Optional(
  Type.Union([
    Type.Object(
      {
        batch_id: Type.Optional(Type.String({ maxLength: 36 })),
        reason,
        dry_run: Type.Optional(Type.Boolean()),
        as_task: Type.Optional(Type.Boolean()),
      },
      closed,
    ),
    Type.Null(),
  ]),
);

/**
 * Parses which breaks to apply; throws a Problem if none are named. An import means
 * all its rows unless it names some.
 */
export function readSelection(
  { break_ids, classes, actions = {}, reason: why }: Static<typeof ApplyBody>,
  kind: "statement" | "import",
): BreakSelection {
  if (break_ids !== undefined && classes !== undefined) {
    throw invalid("classes", "provide either `break_ids` or `classes`");
  }
  const overrides = Object.fromEntries(
    Object.entries(actions).map(([key, given]): [string, Override] => {
      const is_class = BREAK_CLASSES.some((name) => name === key);
      if (!is_class) checkKey(`actions.${key}`, key);
      return [key, typeof given === "string" ? { action: given } : given];
    }),
  );
  if (kind === "import" && Object.keys(overrides).length > 0) {
    throw invalid(
      "actions",
      "can't be given for an import, which says itself what to do",
    );
  }
  const base = { overrides, reason: readReason(why) };
  if (classes !== undefined) return { ...base, classes };
  if (break_ids === "all" || (kind === "import" && break_ids === undefined)) {
    return base;
  }
  const keys = break_ids ?? Object.keys(overrides);
  if (keys.length === 0) {
    throw invalid("break_ids", 'ids of breaks, or "all", or classes');
  }
  for (const key of keys) checkKey("break_ids", key);
  return { ...base, break_ids: [...new Set(keys)] };
}

function checkKey(field: string, key: string): void {
  if (readItemKey(key) !== null) return;
  const shown = key.slice(0, 40).toWellFormed();
  throw invalid(
    field,
    `"${shown}" is not a break id, such as r17, or c and a UUID`,
  );
}

/** Trims a reason; null if empty. */
export function readReason(text: string | null | undefined): string | null {
  const said = text?.trim() ?? "";
  if (said.includes("\0")) throw invalid("reason", "must not be empty");
  return said === "" ? null : said;
}

/**
 * Returns who makes the change, for the history of conversions. Statements may
 * approve ended conversions again; in imports only an admin may.
 */
export function changerOf(
  { kind, id, role }: Principal,
  of: "statement" | "import",
  why: string | null,
): Changer {
  const is_statement = of === "statement";
  return {
    origin: is_statement ? "reconciliation" : "import",
    made_by: `${kind} ${id}`,
    why,
    reinstate: is_statement || role === "admin",
  };
}

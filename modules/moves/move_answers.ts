import { Type } from "@sinclair/typebox";
import {
  AuthorName,
  Count,
  described,
  named,
  nullable,
  oneOf,
  Time,
  Uuid,
} from "../http/mod.ts";
import {
  MOVE_SOURCES,
  MOVE_STATUSES,
  ROW_KINDS,
  ROW_STATES,
  VERDICTS,
} from "./move_model.ts";

const text = Type.String();

export const MoveRow = named(
  "MoveRow",
  Type.Object({
    no: described("Its place among the rows of the move.", Count),
    file: described(
      "The file that it is from; empty for what the move adds by itself.",
      Type.String({ examples: ["offers.csv"] }),
    ),
    row_no: described("The line, or the place in a dump's table.", Count),
    kind: oneOf(ROW_KINDS),
    old_id: described(
      "What the old tracker calls it; several parts have `/` between them.",
      nullable(Type.String({ examples: ["12"] })),
    ),
    verdict: described(
      "What is done with it; null while the files are read.",
      nullable(oneOf(VERDICTS)),
    ),
    reason: described(
      "Why it is skipped or refused, or was not removed by an undo.",
      nullable(text),
    ),
    id: described(
      "The id of ours, once there is one; several parts have `/` between them.",
      nullable(Type.String({ examples: ["7"] })),
    ),
    state: described(
      "`done` is here; an undo has `removed` it, `restored` its former values, `archived` what was used since, or `left` what somebody changed.",
      oneOf(ROW_STATES),
    ),
    notes: described(
      "What was left behind, or read differently.",
      Type.Array(text),
    ),
  }),
);

const MOVE = {
  id: Uuid,
  from: oneOf(MOVE_SOURCES),
  status: oneOf(MOVE_STATUSES),
  settings: described(
    "What was asked for beside the files.",
    Type.Record(text, Type.Unknown(), { examples: [{ currency: "USD" }] }),
  ),
  files: Type.Array(
    Type.Object({
      name: Type.String({ examples: ["offers.csv"] }),
      byte_count: Count,
    }),
  ),
  counts: described(
    "How many rows of each kind have which verdict, and became what.",
    Type.Array(
      Type.Object({
        kind: oneOf(ROW_KINDS),
        verdict: nullable(oneOf(VERDICTS)),
        state: oneOf(ROW_STATES),
        count: Count,
      }),
    ),
  ),
  done: described("Rows that the work under way has done.", Count),
  total: described("Rows that it has to do.", Count),
  problem: described("Why it failed.", nullable(text)),
  created_by: text,
  created_by_name: AuthorName,
  created_at: Time,
  planned_at: nullable(Time),
  applied_at: nullable(Time),
  undone_at: nullable(Time),
};

export const ListedMove = named("ListedMove", Type.Object(MOVE));

/** A move with its first rows. */
export const Move = named(
  "Move",
  Type.Object({
    ...MOVE,
    rows: described(
      "Its first 500 rows; `moves/{id}/rows` lists them all.",
      Type.Array(MoveRow),
    ),
  }),
);

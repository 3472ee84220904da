import { Type } from "@sinclair/typebox";
import { listOf } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { ListedMove, Move, MoveRow } from "./move_answers.ts";
import { MOVE_LIST, ROW_LIST } from "./move.ts";
import { FILES_MAX, MoveBody, MoveFields } from "./move_model.ts";

const MULTIPART = Type.Object({
  ...MoveFields.properties,
  file: Type.Array(Type.Unsafe<Blob>({ type: "string", format: "binary" }), {
    minItems: 1,
    maxItems: FILES_MAX,
  }),
});

/** API descriptions of moves. */
export const MOVE_API: ApiDescription = {
  "POST /api/v1/moves": {
    summary: "Reads another tracker's files and plans a move",
    description:
      "Send the files as JSON with their text, or as `multipart/form-data` with the fields before the files; a file may be gzip. Each row gets its verdict, and nothing is changed until it is applied, unless `dry_run` is `false`. Files of more than 4 MiB are read by a task: the status is `reading` until then.",
    body: {
      "application/json": MoveBody,
      "multipart/form-data": MULTIPART,
    },
    answers: { 201: Move },
    problems: ["move_under_way"],
  },
  "GET /api/v1/moves": {
    summary: "Lists moves",
    ...MOVE_LIST,
    answers: { 200: listOf(ListedMove) },
  },
  "GET /api/v1/moves/:id": {
    summary: "Gets a move",
    answers: { 200: Move },
  },
  "GET /api/v1/moves/:id/rows": {
    summary: "Lists the rows of a move",
    ...ROW_LIST,
    answers: { 200: listOf(MoveRow) },
  },
  "POST /api/v1/moves/:id/apply": {
    summary: "Makes what a move plans",
    description:
      "A move of more than 500 rows is applied by a task: the status is `applying` until then. Asked again after an interruption, it goes on where it stopped.",
    answers: { 200: Move },
    problems: ["move_not_ready", "move_under_way"],
  },
  "POST /api/v1/moves/:id/undo": {
    summary: "Takes back what a move made",
    description:
      "What nobody has used since is removed; what has had clicks, conversions or payments is archived, with the reason at its row. Opening balances get counter-entries, and what the move changed has its former values, unless somebody changed it since.",
    answers: { 200: Move },
    problems: ["not_applied", "move_not_ready", "move_under_way"],
  },
};

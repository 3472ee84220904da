import type { Static } from "@sinclair/typebox";
import { insertRows } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { moves } from "../../db/schema/mod.ts";
import type { MovedFile } from "../../db/schema/mod.ts";
import { newId } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { checkBody } from "./kinds/kind.ts";
import { refuseMeanwhile } from "./move.ts";
import {
  fieldsOfForm,
  MoveBody,
  MoveFields,
  checkSettings,
} from "./move_model.ts";
import { giveUpAbandoned } from "./forget_moves.ts";
import { checkFiles, FileStore, forgetFiles } from "./stored_files.ts";
import { isForm, readJson, takeForm } from "./uploads.ts";

/** A move whose files are here and wait to be read. */
export interface OpenedMove {
  id: string;
  /** Whether it is only planned. */
  dry_run: boolean;
  byte_count: number;
}

/** Takes the files of a move, and keeps them until they are read. */
export async function openMove(
  deps: { db: Database; clock: Clock },
  request: Request,
  created_by: string,
): Promise<OpenedMove> {
  await refuseMeanwhile(deps.db);
  await giveUpAbandoned(deps.db, deps.clock.nowMs());
  const id = newId(deps.clock);
  const store = new FileStore(deps.db, id);
  let fields: Fields | undefined;
  const open = async (given: unknown) => {
    checkBody(MoveFields, given);
    fields = given as Fields;
    checkSettings(fields);
    await Promise.resolve();
  };
  try {
    if (isForm(request)) {
      await takeForm(request, {
        open: (texts) => open(fieldsOfForm(texts)),
        take: (file) => store.take(file),
      });
    } else {
      const body = await readJson(request);
      checkBody(MoveBody, body);
      const { files, ...rest } = body as Static<typeof MoveBody>;
      await open(rest);
      checkFiles(files);
      for (const { name, text } of files) {
        await store.take({ name, chunks: one(Buffer.from(text)) });
      }
    }
    if (fields === undefined) throw new Error("A move has no fields");
    const { files, byte_count } = store;
    await insertMove(deps, { id, fields, files, created_by });
    return { id, dry_run: fields.dry_run ?? true, byte_count };
  } catch (error) {
    await forgetFiles(deps.db, id);
    throw error;
  }
}

type Fields = Static<typeof MoveFields>;

async function insertMove(
  { db, clock }: { db: Database; clock: Clock },
  given: {
    id: string;
    fields: Fields;
    files: MovedFile[];
    created_by: string;
  },
): Promise<void> {
  const { id, fields, files, created_by } = given;
  const { from, dry_run: _, ...settings } = fields;
  await insertRows(db, moves, [
    {
      ...{ id, from, created_by },
      status: "reading",
      settings,
      files,
      created_at: clock.nowMs(),
    },
  ]);
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield await Promise.resolve(bytes);
}

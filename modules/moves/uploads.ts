import { Readable } from "node:stream";
import { Busboy } from "@fastify/busboy";
import type { BusboyFileStream, BusboyInstance } from "@fastify/busboy";
import { uncutBody } from "../http/mod.ts";
import { Problem } from "../kernel/mod.ts";
import { FILES_MAX } from "./move_model.ts";
import type { IncomingFile } from "./stored_files.ts";

/** Most bytes of a JSON body with files in it. */
const JSON_BYTES_MAX = 16_777_216;
const FIELDS_MAX = 20;
const FIELD_BYTES_MAX = 65_536;
const FILE_NAME_CHARS_MAX = 200;

/** Takes an upload: its fields first, then one file after another. */
export interface UploadTaker {
  /** Called once, before the first file. */
  open(fields: Readonly<Record<string, string>>): Promise<void>;
  take(file: IncomingFile): Promise<void>;
}

/** Whether a request sends a form with files. */
export function isForm(request: Request): boolean {
  const type = request.headers.get("content-type") ?? "";
  return /^multipart\/form-data\b/i.test(type);
}

/** Reads a whole JSON body of bounded size. */
export async function readJson(request: Request): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let byte_count = 0;
  if (request.body === null) throw malformed("There is no body");
  for await (const chunk of uncutBody(request.body)) {
    byte_count += chunk.length;
    if (byte_count > JSON_BYTES_MAX) {
      const detail = `JSON with files may have at most ${JSON_BYTES_MAX} bytes: send them as multipart/form-data`;
      throw new Problem(413, "too_large", detail);
    }
    parts.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8")) as unknown;
  } catch {
    throw malformed("The body is not valid JSON");
  }
}

/** Streams a form's files, one after another, none of them in memory whole. */
export async function takeForm(
  request: Request,
  taker: UploadTaker,
): Promise<void> {
  const fields: Record<string, string> = Object.create(null) as Record<
    string,
    string
  >;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const failed = (error: unknown) => reject(error as Error);
  const parser = openForm(request);
  if (request.body === null) throw malformed("There is no body");
  const source = Readable.from(uncutBody(request.body));
  const streams: BusboyFileStream[] = [];
  let work: Promise<void> | undefined;
  parser.on("field", (name, value, _name_cut, value_cut) => {
    if (value_cut) failed(malformed(`The field ${name} is too long`));
    if (work !== undefined) {
      failed(
        malformed(`The field ${name} stands after a file: send it before`),
      );
    }
    fields[name] = value;
  });
  parser.on("file", (_name, stream, file_name) => {
    // busboy only emits the error: without this, a reader would wait forever, and
    // without a reader the error would end the process.
    stream.on("error", (error: Error) => void stream.destroy(error));
    streams.push(stream);
    const name = (file_name || `file ${streams.length}`).slice(
      0,
      FILE_NAME_CHARS_MAX,
    );
    const chunks = uncutBody(stream as AsyncIterable<Uint8Array>);
    work = (work ?? taker.open(fields)).then(() =>
      taker.take({ name, chunks }),
    );
    work.catch(failed);
  });
  parser.on("filesLimit", () =>
    failed(malformed(`A move has at most ${FILES_MAX} files`)),
  );
  parser.on("finish", () => {
    if (work === undefined)
      failed(malformed("There is no file among the parts"));
    else work.then(resolve, failed);
  });
  parser.on("error", (cause) => {
    const detail = "The multipart body is malformed";
    failed(new Problem(400, "malformed", detail, { cause }));
  });
  source.on("error", failed);
  source.pipe(parser);
  try {
    await promise;
  } finally {
    source.unpipe(parser);
    source.destroy();
    parser.destroy();
    for (const stream of streams) {
      if (!stream.readableEnded) stream.destroy(new Error("cut off"));
    }
  }
}

function openForm(request: Request): BusboyInstance {
  try {
    return new Busboy({
      headers: { "content-type": request.headers.get("content-type") ?? "" },
      limits: {
        fields: FIELDS_MAX,
        fieldSize: FIELD_BYTES_MAX,
        files: FILES_MAX,
      },
    });
  } catch (cause) {
    const detail = "The Content-Type names no boundary";
    throw new Problem(400, "malformed", detail, { cause });
  }
}

function malformed(detail: string): Problem {
  return new Problem(400, "malformed", detail);
}

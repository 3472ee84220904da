import { Readable } from "node:stream";
import { Busboy } from "@fastify/busboy";
import type { BusboyFileStream, BusboyInstance } from "@fastify/busboy";
import { uncutBody } from "../../http/mod.ts";
import { Problem } from "../../kernel/mod.ts";

/** An incoming statement with the fields sent along. */
export interface Upload {
  fields: Record<string, unknown>;
  file_name: string | null;
  content_type: string | null;
  chunks: AsyncIterable<Uint8Array>;
}

/** Maximum bytes of a JSON body with the statement in it, and of form fields. */
const JSON_BYTES_MAX = 16_777_216;
const FIELDS_MAX = 20;
const FIELD_BYTES_MAX = 65_536;
/** Names under which a JSON body may hold the statement. */
const INLINE = ["file", "rows"] as const;

/**
 * Accepts a statement as `multipart/form-data` with fields before the file, as a
 * plain body with fields in the query, or as JSON with its text in `file` or its
 * rows in `rows`. The file is streamed, except for JSON.
 */
export async function withUpload<T>(
  request: Request,
  take: (upload: Upload) => Promise<T>,
): Promise<T> {
  const { body } = request;
  if (body === null) throw malformed("There is no body");
  const content_type = request.headers.get("content-type") ?? "";
  const query = Object.fromEntries(new URL(request.url).searchParams);
  if (/^multipart\/form-data\b/i.test(content_type)) {
    return await fromMultipart(request, query, take);
  }
  const is_json = /^application\/json\b/i.test(content_type);
  if (is_json && query["advertiser_id"] === undefined) {
    return await take(await fromJson(request));
  }
  const file_name = query["file_name"] ?? null;
  const type = content_type === "" ? null : content_type;
  const chunks = uncutBody(body);
  return await take({ fields: query, file_name, content_type: type, chunks });
}

async function fromJson(request: Request): Promise<Upload> {
  const parts: Uint8Array[] = [];
  let byte_count = 0;
  for await (const chunk of uncutBody(request.body ?? emptyBody())) {
    byte_count += chunk.length;
    if (byte_count > JSON_BYTES_MAX) {
      const detail = `JSON with a statement may have at most ${JSON_BYTES_MAX} bytes: send the file itself`;
      throw new Problem(413, "too_large", detail);
    }
    parts.push(chunk);
  }
  const fields = parseObject(Buffer.concat(parts).toString("utf8"));
  const [given, ...others] = INLINE.filter(
    (name) => fields[name] !== undefined,
  );
  if (given === undefined || others.length > 0) {
    throw malformed("Provide either `file` (text) or `rows`");
  }
  const { [given]: content, file_name, ...said } = fields;
  const is_text = given === "file";
  const is_sound = is_text
    ? typeof content === "string"
    : Array.isArray(content);
  if (!is_sound)
    throw malformed(
      `Invalid ${given}: must be ${is_text ? "a text" : "a list"}`,
    );
  const text = is_text ? String(content) : JSON.stringify(content);
  return {
    fields: said,
    file_name: typeof file_name === "string" ? file_name : null,
    content_type: is_text ? null : "application/json",
    chunks: one(Buffer.from(text)),
  };
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed("The body is not valid JSON");
  }
  const is_object =
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (is_object) return value as Record<string, unknown>;
  throw malformed("Must be an object");
}

/** Streams the file; fields after it are ignored. */
async function fromMultipart<T>(
  request: Request,
  query: Record<string, unknown>,
  take: (upload: Upload) => Promise<T>,
): Promise<T> {
  const fields: Record<string, unknown> = { ...query };
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const failed = (error: unknown) => reject(error as Error);
  const parser = openMultipart(request);
  const source = Readable.from(uncutBody(request.body ?? emptyBody()));
  let file: BusboyFileStream | undefined;
  parser.on("field", (name, value, _name_cut, value_cut) => {
    if (value_cut) failed(malformed(`The field ${name} is too long`));
    fields[name] = value;
  });
  parser.on("file", (_name, stream, file_name, _encoding, content_type) => {
    // busboy only emits the error: without this, a reader would wait forever, and
    // without a reader the error would end the process.
    stream.on("error", (error: Error) => void stream.destroy(error));
    if (file !== undefined) {
      stream.resume();
      return;
    }
    file = stream;
    const chunks = uncutBody(stream as AsyncIterable<Uint8Array>);
    const upload = { fields, file_name, content_type, chunks };
    take(upload).then(resolve, failed);
  });
  parser.on("finish", () => {
    if (file === undefined)
      failed(malformed("There is no file among the parts"));
  });
  parser.on("error", (cause) =>
    failed(
      new Problem(400, "malformed", "The multipart body is malformed", {
        cause,
      }),
    ),
  );
  source.on("error", failed);
  source.pipe(parser);
  try {
    return await promise;
  } finally {
    source.unpipe(parser);
    source.destroy();
    parser.destroy();
    if (file?.readableEnded === false) file.destroy(new Error("cut off"));
  }
}

function openMultipart(request: Request): BusboyInstance {
  try {
    return new Busboy({
      headers: { "content-type": request.headers.get("content-type") ?? "" },
      limits: { fields: FIELDS_MAX, fieldSize: FIELD_BYTES_MAX },
    });
  } catch (cause) {
    const detail = "The Content-Type names no boundary";
    throw new Problem(400, "malformed", detail, { cause });
  }
}

function emptyBody(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (control) => control.close() });
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

function malformed(detail: string): Problem {
  return new Problem(400, "malformed", detail);
}

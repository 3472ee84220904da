import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { processConfig } from "../config.ts";
import type { Config } from "../config.ts";

const REQUEST_TIMEOUT_MS = 10_000;
/** Timeout for uploading a large file on a slow line. */
const UPLOAD_TIMEOUT_MS = 3_600_000;
/** Timeout for reading a large file. */
const READ_TIMEOUT_MS = 3_600_000;

/** A client of the running tracker. */
export interface TrackerClient {
  call(
    method: string,
    path: string,
    body?: { type: string; text: string },
    timeout_ms?: number,
  ): Promise<Record<string, unknown>>;
  /** Uploads a file unchanged, or a form of several as it is written. */
  upload(
    path: string,
    file: Blob | ReadableStream<Uint8Array>,
    type?: string,
  ): Promise<Record<string, unknown>>;
  /** Asks for a form of what a path has; its body is read by the caller. */
  read(path: string, media: string): Promise<Response>;
}

/** A field that is wrong, and why. */
interface RefusedField {
  field: string;
  message: string;
}

/** A request that the tracker refuses. */
export class RefusedError extends Error {
  readonly errors: readonly RefusedField[];

  constructor(detail: string, errors: readonly RefusedField[]) {
    super(detail);
    this.errors = errors;
  }
}

/** No answer, or a server error: a retry may succeed. */
export class UnreachableError extends Error {}

/** Creates a client with the settings of this process and the admin token. */
export function trackerClient(config: Config = processConfig()): TrackerClient {
  const { host, port } = config;
  const token = config.admin_token ?? readToken(config.data_dir);
  const url = `${trackerUrl({ host, port })}/api/v1`;
  const reach = async (path: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${token}`);
    const response = await fetch(`${url}${path}`, { ...init, headers }).catch(
      (cause: unknown) => {
        throw new UnreachableError(`Cannot reach the tracker at ${url}`, {
          cause,
        });
      },
    );
    if (response.ok) return response;
    const body = await readBody(response);
    const detail = String(body["detail"] ?? `HTTP ${response.status}`);
    if (response.status >= 500) throw new UnreachableError(detail);
    throw new RefusedError(detail, (body["errors"] ?? []) as RefusedField[]);
  };
  const ask = async (path: string, init: RequestInit) =>
    await readBody(await reach(path, init));
  return {
    call: (method, path, sent, timeout_ms = REQUEST_TIMEOUT_MS) =>
      ask(path, {
        method,
        signal: AbortSignal.timeout(timeout_ms),
        ...(sent === undefined
          ? {}
          : { headers: { "content-type": sent.type }, body: sent.text }),
      }),
    upload: (path, file, type = "application/octet-stream") =>
      ask(path, {
        method: "POST",
        signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
        headers: { "content-type": type },
        body: file,
      }),
    read: (path, media) =>
      reach(path, {
        signal: AbortSignal.timeout(READ_TIMEOUT_MS),
        headers: { accept: media },
      }),
  };
}

/** The address of the tracker with these settings, from this machine. */
export function trackerUrl(input: { host: string; port: number }): string {
  const { host, port } = input;
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

async function readBody(response: Response): Promise<Record<string, unknown>> {
  try {
    return (await response.json()) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function readToken(data_dir: string): string {
  const path = join(resolve(data_dir), "admin-token");
  if (existsSync(path)) return readFileSync(path, "utf8").trim();
  throw new Error(`Set TALLYHO_ADMIN_TOKEN: there is no file "${path}"`);
}

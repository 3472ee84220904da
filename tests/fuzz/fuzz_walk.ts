import fc from "fast-check";
import { mismatchOf } from "../api_document.ts";
import { textOf } from "../event_stream.ts";
import type { TestService } from "../harness.ts";
import { head, sendRaw } from "../raw_http.ts";
import type { Operation } from "./fuzz_document.ts";
import { requestsTo } from "./fuzz_requests.ts";
import type { FuzzRequest } from "./fuzz_requests.ts";
import type { IdPool } from "./fuzz_values.ts";
import type { WrittenRows, Written } from "./written_rows.ts";

const ANSWER_MS_MAX = 30_000;
/** Processor time of the tracker's thread, so that a loaded machine isn't taken for a stall. */
const STALL_CPU_MS = 1_000;
const SHOWN_CHARS_MAX = 600;
const HEAD_TOO_LARGE = 431;
const PROBLEM = "application/problem+json";

/** Who asks; a token that its own requests revoked is made anew. */
export interface Asker {
  role: string;
  token: string | null;
  renew(): Promise<string | null>;
}

/** Findings of a walk, and how much it asked. */
export interface FuzzReport {
  findings: string[];
  /** Answers by status. */
  answers: Map<number, number>;
  /** Longest processor time of one request. */
  cpu_ms_max: number;
  /** How often `/healthz` answered meanwhile. */
  health_checks: number;
}

export interface FuzzDeps {
  service: TestService;
  written: Pick<WrittenRows, "take">;
  ids: IdPool;
  seed: number;
  /** No request is sent after this. */
  isOver(): boolean;
}

/** Tables that keep something of a refused request on purpose, and columns that a change may touch. */
const KEPT_OF_REFUSED: Readonly<Record<string, readonly string[] | "all">> = {
  // Each postback is kept with its refusal, and counted.
  postbacks: "all",
  postback_counts: "all",
  stranger_postbacks: "all",
  // A token is known before its request is refused.
  api_tokens: ["last_used_at"],
  // A key is held while its request runs, and given back.
  idempotency_keys: "all",
};

/** Sends random and near-valid requests to every route as every role, and judges the answers. */
export class FuzzWalk {
  readonly report: FuzzReport = {
    findings: [],
    answers: new Map(),
    cpu_ms_max: 0,
    health_checks: 0,
  };
  readonly #deps: FuzzDeps;
  readonly #requests = new Map<Operation, fc.Arbitrary<FuzzRequest>>();
  #log_at: number;
  #sent = 0;

  constructor(deps: FuzzDeps) {
    this.#deps = deps;
    this.#log_at = deps.service.log.length;
  }

  /** Sends one round of requests to a route. */
  async visit(
    operation: Operation,
    asker: Asker,
    { round, runs }: { round: number; runs: number },
  ): Promise<void> {
    const { ids, seed } = this.#deps;
    const arbitrary =
      this.#requests.get(operation) ?? requestsTo(operation, ids);
    this.#requests.set(operation, arbitrary);
    const requests = fc.sample(arbitrary, {
      seed: seed + round,
      numRuns: runs,
    });
    for (const request of requests) {
      if (this.#deps.isOver()) return;
      await this.#send(request, asker);
    }
  }

  async #send(request: FuzzRequest, asker: Asker): Promise<void> {
    const { service, written } = this.#deps;
    const find = (what: string) => {
      this.report.findings.push(`${what}\n    ${shown(request, asker)}`);
    };
    const health = fetch(`${service.url}/healthz`);
    const before = process.threadCpuUsage();
    const given = request.headers["x-request-id"];
    const id = given ?? `fuzz-${(this.#sent += 1)}`;
    const answer = await this.#ask(request, asker, id);
    const used = process.threadCpuUsage(before);
    if ((await health).status === 200) this.report.health_checks += 1;
    const cpu_ms = (used.user + used.system) / 1_000;
    this.report.cpu_ms_max = Math.max(this.report.cpu_ms_max, cpu_ms);
    if (cpu_ms > STALL_CPU_MS) find(`stalls for ${Math.round(cpu_ms)} ms`);
    const rows = await written.take();
    for (const line of service.log.slice(this.#log_at)) find(`logs: ${line}`);
    this.#log_at = service.log.length;
    if (answer === null) return;
    const { status } = answer;
    const { answers } = this.report;
    answers.set(status, (answers.get(status) ?? 0) + 1);
    for (const fault of faultsOf(request, answer)) find(fault);
    if (status >= 400) {
      // A request that was hung up on may still be at work.
      const own = rows.filter(({ request_id }) => (request_id ?? id) === id);
      const kept = new Set(own.filter(isUnexpected).map(described));
      for (const one of kept) find(`answers ${status}, but ${one}`);
    }
    if (status === 401) asker.token = await asker.renew();
    await written.take();
  }

  async #ask(
    request: FuzzRequest,
    asker: Asker,
    id: string,
  ): Promise<Seen | null> {
    const { url } = this.#deps.service;
    const headers: Record<string, string> = {
      "x-request-id": id,
      ...request.headers,
    };
    if (asker.token !== null) headers.authorization = `Bearer ${asker.token}`;
    if (request.sending === "cut") {
      return await askCut(url, request, headers);
    }
    const init = {
      method: request.method,
      headers,
      redirect: "manual" as const,
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
      ...(request.body === null || request.method === "GET"
        ? {}
        : { body: bodyOf(request) }),
    };
    const answer = await fetch(`${url}${request.target}`, init);
    return {
      status: answer.status,
      type: answer.headers.get("content-type") ?? "",
      text: await textOf(answer),
    };
  }
}

interface Seen {
  status: number;
  type: string;
  text: string;
}

function bodyOf({ body, sending }: FuzzRequest) {
  if (body === null || sending !== "chunked") return body;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const bytes = Buffer.from(body);
      const middle = Math.floor(bytes.length / 2);
      controller.enqueue(bytes.subarray(0, middle));
      controller.enqueue(bytes.subarray(middle));
      controller.close();
    },
  });
}

/** Announces more than it sends; null where the server hangs up without an answer, as it may. */
async function askCut(
  url: string,
  { method, target, body }: FuzzRequest,
  headers: Record<string, string>,
): Promise<Seen | null> {
  const bytes = Buffer.from(body ?? "");
  const top = head(method, new URL(target, url).href.slice(url.length), {
    ...headers,
    "content-length": bytes.length + 10,
  });
  const sent = Buffer.concat([Buffer.from(top, "latin1"), bytes]);
  const [answer] = await sendRaw(url, sent, { ends: true });
  if (answer === undefined || answer.status === 0) return null;
  return {
    status: answer.status,
    type: answer.content_type,
    text: answer.text,
  };
}

function faultsOf(
  { method, target }: FuzzRequest,
  { status, type, text }: Seen,
): string[] {
  if (status >= 500) return [`answers ${status} ${text}`];
  const is_json = /\bjson\b/.test(type) && text !== "";
  let body: unknown;
  try {
    body = is_json ? JSON.parse(text) : undefined;
  } catch {
    return [`answers ${status} with broken JSON`];
  }
  // The server itself refuses a head of more than 16 KiB.
  if (status === HEAD_TOO_LARGE) return [];
  const is_api = target.startsWith("/api/");
  if (status >= 400 && is_api && !type.startsWith(PROBLEM)) {
    return [`refuses by ${status} ${type}`];
  }
  const answer = { method, path: target, status, content_type: type, body };
  const misfit = mismatchOf(answer);
  return misfit === null ? [] : [misfit];
}

function isUnexpected({ table_name, op, columns }: Written): boolean {
  const kept = KEPT_OF_REFUSED[table_name];
  if (kept === undefined) return true;
  if (kept === "all") return false;
  return (
    op !== "UPDATE" || columns?.every((name) => kept.includes(name)) !== true
  );
}

function described({ table_name, op, columns }: Written): string {
  return `${op} ${table_name} ${columns?.join(", ") ?? ""}`.trim();
}

function shown(request: FuzzRequest, { role }: Asker): string {
  const { method, target, headers, body, sending } = request;
  const text =
    body instanceof Uint8Array ? Buffer.from(body).toString("latin1") : body;
  const line = `as ${role}: ${method} ${target.slice(0, SHOWN_CHARS_MAX)} ${JSON.stringify(headers).slice(0, SHOWN_CHARS_MAX)} ${sending}`;
  return `${line} ${JSON.stringify(text)?.slice(0, SHOWN_CHARS_MAX) ?? ""}`;
}

import { sql } from "drizzle-orm";
import { AUDITED } from "../db/mod.ts";
import type { Database } from "../db/mod.ts";
import { ApiClient } from "./api_client.ts";
import type { Answer } from "./api_client.ts";
import { NewLines } from "./audit_lines.ts";
import type { AuditLine } from "./audit_lines.ts";

/** A changing request, what it changed, and the lines that it left. */
export interface WatchedRequest {
  method: string;
  path: string;
  /** Whose rights it had. */
  by: "token" | "user" | "guest";
  status: number;
  /** Texts like `changed campaigns 7`. */
  changes: string[];
  lines: AuditLine[];
}

const SECRET_FIELD = /^(?:token|secret|password|current|new|recovery_codes)$/;
const SECRET_CHARS_MIN = 8;

/** A client that compares the audited tables before and after each changing request. */
export class WatchedClient extends ApiClient {
  readonly requests: WatchedRequest[] = [];
  /** Secrets that were sent or answered. */
  readonly secrets = new Set<string>();
  readonly #db: Database;
  readonly #lines: NewLines;
  #last: Promise<unknown> = Promise.resolve();

  constructor(api: ApiClient, db: Database) {
    super(api.url, api.token);
    this.#db = db;
    this.#lines = new NewLines(db);
  }

  override async fetch<T = Record<string, unknown>>(
    path: string,
    init: RequestInit = {},
  ): Promise<Answer<T>> {
    const send = () => super.fetch<T>(path, init);
    const { method = "GET" } = init;
    if (method === "GET" || !path.startsWith("/api/")) return await send();
    if (typeof init.body === "string") this.#learn(init.body);
    return await this.#alone(() =>
      this.#watch({ method, path, by: rightsOf(init.headers) }, async () => {
        const answer = await send();
        this.#learn(JSON.stringify(answer.body));
        const cookie = answer.headers.get("set-cookie") ?? "";
        this.#add(cookie.match(/=([^;]{8,})/)?.[1] ?? "");
        return answer;
      }),
    );
  }

  override async respond(request: Request): Promise<Response> {
    const { method } = request;
    const { pathname } = new URL(request.url);
    if (method === "GET") return await super.respond(request);
    const watched = { method, path: pathname, by: rightsOf(request.headers) };
    return await this.#alone(() =>
      this.#watch(watched, () => super.respond(request)),
    );
  }

  async #watch<T extends { status: number }>(
    request: Pick<WatchedRequest, "method" | "path" | "by">,
    send: () => Promise<T>,
  ): Promise<T> {
    const before = await readTables(this.#db);
    await this.#lines.next();
    const answer = await send();
    const changes = differences(before, await readTables(this.#db));
    const lines = await this.#lines.next();
    const { status } = answer;
    this.requests.push({ ...request, status, changes, lines });
    return answer;
  }

  /** One request after the other: else a line could be another one's. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return await turn;
  }

  #learn(json: string): void {
    try {
      JSON.parse(json, (name, value: unknown) => {
        const values = Array.isArray(value) ? value : [value];
        if (SECRET_FIELD.test(name)) for (const one of values) this.#add(one);
        if (name === "url" && String(value).includes("#")) {
          this.#add(String(value).split("#")[1]);
        }
        return value;
      });
    } catch {
      // No JSON, so that there is no field.
    }
  }

  #add(value: unknown): void {
    if (typeof value !== "string" || value.length < SECRET_CHARS_MIN) return;
    this.secrets.add(value);
  }
}

function rightsOf(given: RequestInit["headers"]): WatchedRequest["by"] {
  const headers = new Headers(given as Headers);
  if (headers.has("authorization")) return "token";
  return headers.has("cookie") ? "user" : "guest";
}

/** Tables of which each change has its line. */
const WHOLE = Object.entries(AUDITED).filter(
  ([, { when }]) => when === undefined,
);

/** Every row's content, by its resource and id. */
async function readTables(db: Database): Promise<Map<string, string>> {
  const parts = WHOLE.map(
    ([table, { resource, key = ["id"], ignored = [] }]) => {
      const id = key.map((name) => `t."${name}"::text`).join(` || '/' || `);
      const rest = ignored.map((name) => ` - '${name}'`).join("");
      return `select '${resource} ' || ${id} as name, md5((to_jsonb(t)${rest})::text) as content from "${table}" as t`;
    },
  );
  const conversions = `select 'conversions ' || id, md5(version::text) from conversions`;
  const rows = await db.execute<{ name: string; content: string }>(
    sql.raw([...parts, conversions].join(" union all ")),
  );
  return new Map(rows.map(({ name, content }) => [name, content]));
}

function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) =>
      before.has(name)
        ? `${after.has(name) ? "changed" : "deleted"} ${name}`
        : `created ${name}`,
    )
    .sort();
}

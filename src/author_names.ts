import { inArray, sql } from "drizzle-orm";
import type { Database } from "../db/mod.ts";
import { apiTokens, users } from "../db/schema/mod.ts";
import { callerOf } from "../modules/access/mod.ts";
import type { Principal } from "../modules/access/mod.ts";
import { alternatives, isFile, isPartyRole } from "../modules/http/mod.ts";
import type { ApiDescription } from "../modules/http/mod.ts";
import { routeKey } from "../modules/http/mod.ts";

/** An author as it is stored: `token ID` or `session ID` of a user. */
const AUTHOR = /^(?:token|session|user) ([0-9a-f-]{36})$/;
const FIELDS = [
  "changed_by",
  "created_by",
  "locked_by",
  "made_by",
  "received_by",
  "requested_by",
  "undone_by",
];
const NAMED = /_by_name"/;
/** The name of everybody whom a party isn't told. */
const NETWORK = "the network";

interface Answered {
  request: Request;
  /** The route's path, with parameter names. */
  route: string;
  response: unknown;
}

interface Author {
  name: string;
  affiliate_id: number | null;
  advertiser_id: number | null;
}

/** Adds the names of authors to answers: `created_by_name` beside `created_by`. */
export class AuthorNames {
  readonly #db: Database;
  readonly #routes: ReadonlySet<string>;

  constructor(db: Database, api: ApiDescription) {
    this.#db = db;
    const named = Object.entries(api).filter(([, { answers }]) =>
      Object.values(answers)
        .flatMap(alternatives)
        .some((one) => one !== null && !isFile(one) && mentions(one)),
    );
    this.#routes = new Set(named.map(([key]) => key));
  }

  /** Returns the answer with names; nothing if it stays as it is. */
  answer({ request, route, response }: Answered): unknown {
    const method = request.method === "HEAD" ? "GET" : request.method;
    if (!this.#routes.has(routeKey({ method, path: route }))) return;
    if (response === undefined || response instanceof Response) return;
    return this.#named(response, callerOf(request));
  }

  async #named(
    response: unknown,
    caller: Principal | undefined,
  ): Promise<unknown> {
    const answer = await response;
    const texts = new Set<string>();
    eachAuthor(answer, (_, __, text) => texts.add(text));
    if (texts.size === 0) return answer;
    const authors = await this.#read([...texts]);
    const copy = structuredClone(answer);
    eachAuthor(copy, (thing, field, text) => {
      thing[`${field}_name`] = nameFor(authors.get(idOf(text)), caller);
    });
    return copy;
  }

  async #read(texts: readonly string[]): Promise<Map<string, Author>> {
    const ids = texts.map(idOf).filter((id) => id !== "");
    if (ids.length === 0) return new Map();
    const { affiliate_id, advertiser_id } = users;
    const people = await this.#db
      .select({
        id: users.id,
        name: sql<string>`coalesce(${users.name}, ${users.email})`,
        affiliate_id,
        advertiser_id,
      })
      .from(users)
      .where(inArray(users.id, ids));
    const tokens = await this.#db
      .select({
        id: apiTokens.id,
        name: apiTokens.name,
        affiliate_id: apiTokens.affiliate_id,
        advertiser_id: apiTokens.advertiser_id,
      })
      .from(apiTokens)
      .where(inArray(apiTokens.id, ids));
    return new Map([...people, ...tokens].map((one) => [one.id, one]));
  }
}

/** A party is told the names of its own people. */
function nameFor(
  author: Author | undefined,
  caller: Principal | undefined,
): string | null {
  const role = caller?.role;
  if (!isPartyRole(role)) return author?.name ?? null;
  const own = caller?.[`${role}_id`] ?? null;
  const is_own = own !== null && author?.[`${role}_id`] === own;
  return is_own ? (author?.name ?? NETWORK) : NETWORK;
}

function idOf(text: string): string {
  return AUTHOR.exec(text)?.[1] ?? "";
}

function eachAuthor(
  value: unknown,
  found: (thing: Record<string, unknown>, field: string, text: string) => void,
): void {
  if (typeof value !== "object" || value === null) return;
  for (const [field, inner] of Object.entries(value)) {
    if (FIELDS.includes(field) && typeof inner === "string") {
      found(value as Record<string, unknown>, field, inner);
    } else eachAuthor(inner, found);
  }
}

function mentions(schema: object): boolean {
  return NAMED.test(JSON.stringify(schema));
}

import type { TSchema } from "@sinclair/typebox";
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
const AUTHOR_FIELD = /_by$/;
/** The name of everybody whom a party isn't told. */
const NETWORK = "the network";

interface Answered {
  request: Request;
  /** The route's path, with parameter names. */
  route: string;
  response: unknown;
}

/** Where an answer has authors to name. */
interface Places {
  /** Fields beside which there is one for the name. */
  authors: readonly string[];
  fields: ReadonlyMap<string, Places>;
  items: Places | null;
}

interface Author {
  name: string;
  affiliate_id: number | null;
  advertiser_id: number | null;
}

/** Adds the names of authors to answers: `created_by_name` beside `created_by`. */
export class AuthorNames {
  readonly #db: Database;
  readonly #api: ApiDescription;
  /** Of the routes that answered so far; null where an answer names nobody. */
  readonly #places = new Map<string, Places | null>();

  constructor(db: Database, api: ApiDescription) {
    this.#db = db;
    this.#api = api;
  }

  /** Returns the answer with names; nothing if it stays as it is. */
  answer({ request, route, response }: Answered): unknown {
    const method = request.method === "HEAD" ? "GET" : request.method;
    const places = this.#placesOf(routeKey({ method, path: route }));
    if (places === null || response === undefined) return;
    if (response instanceof Response) return;
    return this.#named(response, places, callerOf(request));
  }

  #placesOf(key: string): Places | null {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const given = Object.values(this.#api[key]?.answers ?? {});
    const schemas = given
      .flatMap(alternatives)
      .filter((one): one is TSchema => one !== null && !isFile(one));
    const places = placesIn(schemas);
    this.#places.set(key, places);
    return places;
  }

  async #named(
    response: unknown,
    places: Places,
    caller: Principal | undefined,
  ): Promise<unknown> {
    const answer = await response;
    const texts = new Set<string>();
    eachAuthor(answer, places, (_, __, text) => texts.add(text));
    if (texts.size === 0) return answer;
    const authors = await this.#read([...texts]);
    const copy = structuredClone(answer);
    eachAuthor(copy, places, (thing, field, text) => {
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
  places: Places,
  found: (thing: Record<string, unknown>, field: string, text: string) => void,
): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    const { items } = places;
    if (items === null) return;
    for (const item of value) eachAuthor(item, items, found);
    return;
  }
  const thing = value as Record<string, unknown>;
  for (const field of places.authors) {
    const text = thing[field];
    if (typeof text === "string") found(thing, field, text);
  }
  for (const [field, inner] of places.fields) {
    eachAuthor(thing[field], inner, found);
  }
}

/** Where values of one of these schemas have authors; null if nowhere. Keys of a record are data. */
function placesIn(schemas: readonly TSchema[]): Places | null {
  const members = schemas.flatMap(membersOf);
  const named = members.flatMap(({ properties = {} }) =>
    Object.entries(properties),
  );
  const by_name = Map.groupBy(named, ([name]) => name);
  const authors = [...by_name.keys()].filter(
    (name) => AUTHOR_FIELD.test(name) && by_name.has(`${name}_name`),
  );
  const fields = new Map(
    [...by_name].flatMap(([name, entries]) => {
      const inner = placesIn(entries.map(([, schema]) => schema));
      return inner === null ? [] : [[name, inner] as const];
    }),
  );
  const inside = members.flatMap(({ items = [] }) => items);
  const items = inside.length === 0 ? null : placesIn(inside);
  if (authors.length === 0 && fields.size === 0 && items === null) return null;
  return { authors, fields, items };
}

interface Shape {
  properties?: Readonly<Record<string, TSchema>>;
  items?: TSchema | readonly TSchema[];
  anyOf?: readonly TSchema[];
  allOf?: readonly TSchema[];
}

function membersOf(schema: TSchema): readonly Shape[] {
  const shape = schema as Shape;
  const members = shape.anyOf ?? shape.allOf;
  return members === undefined ? [shape] : members.flatMap(membersOf);
}

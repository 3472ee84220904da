import { TypeCompiler } from "@sinclair/typebox/compiler";
import type { TypeCheck } from "@sinclair/typebox/compiler";
import type { TSchema } from "@sinclair/typebox";
import {
  alternatives,
  isFile,
  isPartyRole,
  LIST_MEDIA,
  problemCodes,
  routeKey,
  rowSchema,
  schemaSeenBy,
} from "../modules/http/mod.ts";
import type { AppRoute, RouteDescription } from "../modules/http/mod.ts";
import { API, appRoute } from "../src/api_routes.ts";
import { createApp } from "../src/app.ts";
import type { AppDeps } from "../src/app.ts";

/** All routes of the app, as input of the API document. */
export const APP_ROUTES: readonly AppRoute[] = createApp({
  postbacks: {},
} as AppDeps).routes.map(appRoute);

/** A response of the tracker as received by a test. */
export interface SeenAnswer {
  method: string;
  /** Includes the query. */
  path: string;
  status: number;
  content_type: string;
  /** The body as JSON; undefined if it isn't JSON. */
  body: unknown;
}

interface KnownRoute {
  route: AppRoute;
  description: RouteDescription | undefined;
  pattern: RegExp;
}

/** Static segments match before parameters, as in the app. */
const KNOWN: readonly KnownRoute[] = APP_ROUTES.map((route) => ({
  route,
  description: API[routeKey(route)],
  pattern: patternOf(route.path),
})).sort((a, b) => weightOf(a.route.path) - weightOf(b.route.path));

/** Returns how a response differs from the API document; null if it conforms. */
export function mismatchOf(answer: SeenAnswer): string | null {
  const { pathname } = new URL(answer.path, "http://localhost");
  const known = KNOWN.find(
    ({ route, pattern }) =>
      (route.method === answer.method || route.method === "ALL") &&
      pattern.test(pathname),
  );
  if (known === undefined) return null;
  const { route, description } = known;
  const name = routeKey(route);
  if (description === undefined) return `${name} is not described`;
  if (answer.content_type.startsWith("application/problem+json")) {
    return problemMisfit(known, answer);
  }
  const given = description.answers[answer.status];
  if (given === undefined) {
    // Platforms' addresses answer refusals in each platform's own format.
    if (route.method === "ALL") return null;
    return `${name} answers ${answer.status}, which is not described`;
  }
  const shown = alternatives(given);
  // A role may see less; tests of roles say how much.
  const seen = shown.flatMap((one) =>
    one === null || isFile(one) ? [] : seenByParties(route, one),
  );
  const options = [...shown, ...seen];
  const type = answer.content_type.split(";")[0]?.trim() ?? "";
  const fits = options.some((option) => {
    if (option === null) return answer.body === undefined;
    if (isFile(option)) return option.media_type === type;
    const { csv, ndjson } = LIST_MEDIA;
    if (type === csv || type === ndjson) return rowSchema(option) !== null;
    return checkOf(option).Check(answer.body);
  });
  if (fits) return null;
  const reasons = options
    .filter((option): option is TSchema => option !== null && !isFile(option))
    .flatMap((option) => [...checkOf(option).Errors(answer.body)].slice(0, 5))
    .map(({ path, message, value }) => {
      const shown = JSON.stringify(value)?.slice(0, 120);
      return `${path}: ${message}, not ${shown}`;
    });
  return `${name} answers ${answer.status} ${type} against its document: ${reasons.join("; ")}`;
}

const SEEN = new Map<string, Map<TSchema, TSchema>>(
  ["affiliate", "advertiser"].map((role) => [role, new Map()]),
);

/** An answer as each party that may call its route sees it. */
function seenByParties({ roles = [] }: AppRoute, schema: TSchema): TSchema[] {
  return roles.filter(isPartyRole).map((role) => {
    const known = SEEN.get(role)?.get(schema);
    const seen = known ?? schemaSeenBy(schema, role);
    SEEN.get(role)?.set(schema, seen);
    return seen;
  });
}

function problemMisfit(known: KnownRoute, answer: SeenAnswer): string | null {
  // Responses to HEAD have no body.
  if (answer.body === undefined) return null;
  const { route, description } = known;
  const { code, status } = answer.body as { code?: string; status?: number };
  const codes: readonly string[] =
    description === undefined ? [] : problemCodes(route, description);
  if (code !== undefined && codes.includes(code)) return null;
  return `${routeKey(route)} answers ${status} ${code}, which is not described`;
}

const CHECKS = new Map<TSchema, TypeCheck<TSchema>>();

function checkOf(schema: TSchema): TypeCheck<TSchema> {
  let check = CHECKS.get(schema);
  if (check === undefined) {
    check = TypeCompiler.Compile(closed(schema) as TSchema);
    CHECKS.set(schema, check);
  }
  return check;
}

/** Makes every object in a schema reject additional properties. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const copy: Record<string | symbol, unknown> = {};
  for (const key of Reflect.ownKeys(schema)) {
    if (key === "$id") continue;
    copy[key] = closed((schema as Record<string | symbol, unknown>)[key]);
  }
  const is_object = copy.type === "object" && copy.properties !== undefined;
  return is_object ? { additionalProperties: false, ...copy } : copy;
}

function patternOf(path: string): RegExp {
  const plain = path.length > 1 ? path.replace(/\/$/, "") : path;
  const source = plain
    .replaceAll(".", "\\.")
    .replaceAll(/:\w+/g, "[^/]+")
    .replace("*", ".+");
  return new RegExp(`^${source}/?$`);
}

function weightOf(path: string): number {
  return path.split(/:\w+|\*/).length * 1_000 - path.length;
}

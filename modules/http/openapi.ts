import { Type } from "@sinclair/typebox";
import type { TObject, TSchema } from "@sinclair/typebox";
import { PageQuery, alternatives, isFile } from "./describe.ts";
import type {
  Answer,
  ApiDescription,
  AppRoute,
  RouteDescription,
} from "./describe.ts";
import { exampleOf } from "./example.ts";
import { LIST_MEDIA, rowSchema } from "./list_format.ts";
import { conditionParameters, tagHeaders } from "./openapi_tags.ts";
import { openapiWebhooks } from "./openapi_webhooks.ts";
import type { WebhookDescription } from "./openapi_webhooks.ts";
import { SchemaWriter } from "./openapi_schema.ts";
import type { JsonSchema } from "./openapi_schema.ts";
import {
  KEY_PARAMETER,
  pathParameters,
  queryParameters,
} from "./openapi_parameters.ts";
import { operationId, pascal, tagOf } from "./operation_name.ts";
import { statusText, tagText } from "./openapi_texts.ts";
import { filterSchema } from "./list_filter.ts";
import { sortNames } from "./paging.ts";
import { callingParties } from "./calling_parties.ts";
import { PROBLEM_STATUS } from "./problem_codes.ts";
import type { ProblemCode } from "./problem_codes.ts";
import { takesKey } from "./idempotency.ts";
import { bodyPlaces, referringSchema } from "./references.ts";
import { Count, oneOf } from "./shapes.ts";

/** Input of the document. */
export interface OpenapiInput {
  version: string;
  routes: readonly AppRoute[];
  descriptions: ApiDescription;
  /** The events that are sent to webhooks, by name. */
  webhooks?: Readonly<Record<string, WebhookDescription>>;
}

/** The OpenAPI document. */
export type OpenapiDocument = ReturnType<typeof openapiDocument>;

/** A route's operation in the document. */
export type Operation = ReturnType<typeof operation>;

const ALL_METHODS = ["GET", "POST"];

/** Builds the OpenAPI 3.1 document; routes without a description are omitted. */
export function openapiDocument(input: OpenapiInput) {
  const { version, routes, descriptions } = input;
  const schemas = new SchemaWriter();
  const paths: Record<string, Record<string, Operation>> = {};
  const tags = new Set<string>();
  for (const route of routes) {
    const description = descriptions[routeKey(route)];
    if (description === undefined) continue;
    const path = openapiPath(route.path);
    const methods = route.method === "ALL" ? ALL_METHODS : [route.method];
    for (const method of methods) {
      const one = { ...route, method };
      tags.add(tagOf(route.path));
      (paths[path] ??= {})[method.toLowerCase()] = operation(
        one,
        description,
        schemas,
      );
    }
  }
  schemas.components.Problem = problemSchema();
  return {
    openapi: "3.1.0",
    info: {
      title: "Tallyho",
      version,
      description: "Which click became which sale, paid for once.",
      license: { name: "MIT", identifier: "MIT" },
      contact: { name: "Whoever runs this tracker" },
    },
    servers: [{ url: "/" }],
    tags: [...tags]
      .sort()
      .map((name) => ({ name, description: tagText(name) })),
    paths,
    webhooks: openapiWebhooks(input.webhooks ?? {}, schemas),
    components: {
      schemas: schemas.components,
      responses: schemas.responses,
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "tallyho_session" },
      },
    },
  };
}

/** Key of a route's description. */
export function routeKey({ method, path }: AppRoute): string {
  const plain = path.length > 1 ? path.replace(/\/$/, "") : path;
  return `${method} ${plain}`;
}

function openapiPath(path: string): string {
  const plain = path.length > 1 ? path.replace(/\/$/, "") : path;
  return plain.replaceAll(/:(\w+)/g, "{$1}").replace("*", "{rest}");
}

function operation(
  route: AppRoute,
  description: RouteDescription,
  schemas: SchemaWriter,
) {
  const { summary, signed_in = false, description: text } = description;
  const is_open = route.roles === undefined && !signed_in;
  const parameters = [
    ...pathParameters(route.path),
    ...queryParameters(queryOf(route, description), schemas),
    ...conditionParameters(description, schemas),
    ...(takesKey(route) ? [KEY_PARAMETER] : []),
  ];
  const body = bodyOf(route, description, schemas);
  return {
    operationId: operationId(route),
    summary,
    description: text ?? `${summary}.`,
    tags: [tagOf(route.path)],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: {
      ...answersOf(description, schemas),
      ...problemsOf(route, description, schemas),
    },
    security: is_open ? [] : [{ token: [] }, { session: [] }],
    ...(route.roles === undefined ? {} : { "x-roles": route.roles }),
    ...rowsOf(route, description),
  };
}

/** Whose rows a party's role gets: its `own`, `all` of them, or `none`. */
function rowsOf(route: AppRoute, description: RouteDescription) {
  const { own = {} } = description;
  const rows = callingParties(route, description).map((role) => {
    const rule = own[role];
    return [role, rule === "all" || rule === "none" ? rule : "own"] as const;
  });
  return rows.length === 0 ? {} : { "x-rows": Object.fromEntries(rows) };
}

/** Returns a route's query parameters; undefined if it accepts any. */
export function queryOf(
  route: AppRoute,
  description: RouteDescription,
): TObject | undefined {
  const { filters, sorts = [], query } = description;
  if (filters !== undefined) {
    const entries = Object.entries(filters).map(
      ([name, kind]) => [name, Type.Optional(filterSchema(kind))] as const,
    );
    const sort =
      sorts.length === 0
        ? {}
        : { sort: Type.Optional(oneOf(sortNames(sorts))) };
    return Type.Object({
      ...PageQuery.properties,
      ...sort,
      ...Object.fromEntries(entries),
    });
  }
  return query ?? (route.query as TObject | undefined);
}

function bodyOf(
  route: AppRoute,
  description: RouteDescription,
  schemas: SchemaWriter,
) {
  const { body } = description;
  const content =
    body ?? (route.body && { "application/json": referringSchema(route.body) });
  if (content === undefined) return undefined;
  const [first] = Object.values(content);
  const is_optional = first !== undefined && allowsNothing(first);
  return {
    required: !is_optional,
    content: Object.fromEntries(
      Object.entries(content).map(([type, schema]) => [
        type,
        mediaOf(schema, schemas),
      ]),
    ),
  };
}

function allowsNothing(schema: TSchema): boolean {
  return Object.getOwnPropertySymbols(schema).some(
    (symbol) => symbol.description === "TypeBox.Optional",
  );
}

function mediaOf(schema: TSchema, schemas: SchemaWriter) {
  return { schema: schemas.write(schema), example: exampleOf(schema) };
}

function answersOf(description: RouteDescription, schemas: SchemaWriter) {
  return Object.fromEntries(
    Object.entries(description.answers).map(([status, given]) => [
      status,
      {
        ...answerOf(status, alternatives(given), schemas),
        ...tagHeaders(description, schemas),
      },
    ]),
  );
}

function answerOf(
  status: string,
  answers: readonly Answer[],
  schemas: SchemaWriter,
) {
  const content: Record<string, ReturnType<typeof mediaOf>> = {};
  for (const answer of answers) {
    if (answer === null) continue;
    if (isFile(answer)) {
      const schema: JsonSchema = { type: "string" };
      content[answer.media_type] = { schema, example: "…" };
    } else {
      content["application/json"] = mediaOf(answer, schemas);
      if (rowSchema(answer) !== null) Object.assign(content, WHOLE_LIST);
    }
  }
  const is_empty = Object.keys(content).length === 0;
  return {
    description: statusText(status),
    ...(is_empty ? {} : { content }),
  };
}

/** A whole list in the formats besides JSON. */
const WHOLE_LIST = {
  [LIST_MEDIA.csv]: { schema: { type: "string" }, example: "id,…\r\n7,…\r\n" },
  [LIST_MEDIA.ndjson]: { schema: { type: "string" }, example: '{"id": 7}\n' },
};

/** Problem responses of more codes are named after their route. */
const NAMED_CODES_MAX = 2;

/** Returns a route's problems by status, with their codes. */
function problemsOf(
  route: AppRoute,
  description: RouteDescription,
  schemas: SchemaWriter,
) {
  const by_status = new Map<number, ProblemCode[]>();
  for (const code of problemCodes(route, description)) {
    for (const status of statusesOf(code, description)) {
      by_status.set(status, [...(by_status.get(status) ?? []), code]);
    }
  }
  return Object.fromEntries(
    [...by_status].map(([status, codes]) => {
      const plain =
        codes.length <= NAMED_CODES_MAX
          ? codes.map((code) => pascal(code)).join("Or")
          : `${pascal(operationId(route))}${status}`;
      const name = status === 412 ? `${plain}412` : plain;
      schemas.responses[name] ??= problemOf(status, codes);
      return [status, { $ref: `#/components/responses/${name}` }];
    }),
  );
}

const EXAMPLE_ERRORS = [
  {
    field: "status",
    message: "must be one of active, paused",
    allowed: ["active", "paused"],
  },
];
const EXAMPLE_DETAILS: Partial<Record<ProblemCode, string>> = {
  invalid_request: "Invalid status: must be one of active, paused",
  not_found: "Not found",
  too_large: "The body is larger than this address takes",
  internal_error: "Something went wrong here; it is in the log",
  unavailable: "The database is not available",
};
const seconds = { schema: { type: "integer", minimum: 0 } };
const LIMIT_HEADERS = {
  "Retry-After": { description: "Seconds to wait.", ...seconds },
  "RateLimit-Limit": { description: "Allowed at once.", ...seconds },
  "RateLimit-Remaining": { description: "Left of it.", ...seconds },
  "RateLimit-Reset": { description: "Seconds until more is.", ...seconds },
};

function problemOf(status: number, codes: readonly ProblemCode[]) {
  const [code = "internal_error"] = codes;
  const example = {
    type: "about:blank",
    title: code.replaceAll("_", " "),
    status,
    code,
    detail: EXAMPLE_DETAILS[code] ?? "What is wrong, and what is allowed",
    ...(code === "invalid_request" ? { errors: EXAMPLE_ERRORS } : {}),
  };
  return {
    description: codes.map((one) => `\`${one}\``).join(", "),
    ...(status === 429 ? { headers: LIMIT_HEADERS } : {}),
    content: {
      "application/problem+json": {
        schema: {
          allOf: [
            { $ref: "#/components/schemas/Problem" },
            { type: "object", properties: { code: { enum: codes } } },
          ],
        },
        example,
      },
    },
  };
}

/** A stale tag is 412; a stale version in the body is 409. */
function statusesOf(
  code: ProblemCode,
  { condition, problems = [] }: RouteDescription,
): number[] {
  const plain = PROBLEM_STATUS[code];
  if (code !== "stale_version" || condition !== "If-Match") return [plain];
  return problems.includes(code) ? [plain, 412] : [412];
}

/** Returns all problem codes of a route. */
export function problemCodes(
  route: AppRoute,
  description: RouteDescription,
): readonly ProblemCode[] {
  const { problems = [], signed_in = false, filters } = description;
  const is_behind_guard = route.roles !== undefined || signed_in;
  const changes = route.method !== "GET";
  const codes: ProblemCode[] = [
    ...problems,
    ...(description.condition === "If-Match"
      ? (["stale_version"] as const)
      : []),
    ...(filters === undefined && queryOf(route, description) === undefined
      ? []
      : (["invalid_limit", "invalid_cursor"] as const)),
    ...(is_behind_guard ? (["unauthenticated", "not_found"] as const) : []),
    ...(is_behind_guard ? (["missing_scope"] as const) : []),
    ...(is_behind_guard && changes ? (["wrong_origin"] as const) : []),
    ...(route.body === undefined ? [] : (["unsupported_media_type"] as const)),
    ...(route.body !== undefined && bodyPlaces(route.body).length > 0
      ? (["unknown_reference"] as const)
      : []),
    ...(takesKey(route)
      ? (["idempotency_conflict", "in_flight"] as const)
      : []),
    ...(changes ? (["malformed", "too_large"] as const) : []),
    "invalid_request",
    "internal_error",
    "unavailable",
  ];
  return [...new Set(codes)];
}

function problemSchema(): JsonSchema {
  const text = Type.String();
  const errors = Type.Array(
    Type.Object({
      field: text,
      message: text,
      allowed: Type.Optional(Type.Array(text)),
      code: Type.Optional(text),
    }),
  );
  const codes = Object.keys(PROBLEM_STATUS) as ProblemCode[];
  const schema = Type.Object({
    type: text,
    title: text,
    status: Count,
    code: oneOf(codes),
    detail: text,
    errors: Type.Optional(errors),
    postback_id: Type.Optional(text),
  });
  return new SchemaWriter().write(schema);
}

import { createHash } from "node:crypto";
import { html, Markup } from "./page.ts";
import type { OpenapiDocument, Operation } from "./openapi.ts";
import type { JsonSchema } from "./openapi_schema.ts";

/** How deep the fields of an answer are explained. */
const DEPTH_MAX = 6;

interface Entry {
  method: string;
  path: string;
  operation: Operation;
}

/** Renders the API document as a web page without scripts or external resources. */
export function docsPage(document: OpenapiDocument) {
  const entries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
  const tags = document.tags.map(({ name }) => name);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Tallyho API</title>
        ${new Markup(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <h1>Tallyho API ${document.info.version}</h1>
        <p>
          For programs: <a href="/openapi.json">openapi.json</a>. Send a token
          as <code>Authorization: Bearer …</code>.
        </p>
        <nav>${tags.map((tag) => html`<a href="#${tag}">${tag}</a> `)}</nav>
        <main>
          ${document.tags.map((tag) => section(tag, entries, document))}
        </main>
      </body>
    </html> `;
  return { text: page.text, headers: HEADERS };
}

function section(
  { name, description }: OpenapiDocument["tags"][number],
  entries: readonly Entry[],
  document: OpenapiDocument,
): Markup {
  const own = entries.filter(({ operation }) => operation.tags.includes(name));
  return html`<h2 id="${name}">${name}</h2>
    <p>${marked(description)}</p>
    ${own.map((entry) => operationPart(entry, document))}`;
}

function operationPart(
  { method, path, operation }: Entry,
  document: OpenapiDocument,
): Markup {
  const { operationId, summary, parameters = [], requestBody } = operation;
  const roles = operation["x-roles"];
  const who =
    roles?.join(", ") ??
    (operation.security.length === 0 ? "anybody" : "whoever is signed in");
  return html`<details id="${operationId}">
    <summary>
      <b>${method}</b> <code>${path}</code> <span>${summary}</span>
    </summary>
    ${operation.description === `${summary}.` ? null : html`<p>${marked(operation.description)}</p>`}
    <p>For ${who}.</p>
    ${parameters.length === 0 ? null : parameterTable(parameters)}
    ${Object.entries(requestBody?.content ?? {}).map(
      ([type, media]) =>
        html`<h3>Body, ${type}</h3>
          <pre>${written(media.example)}</pre>
          ${fieldTable(media.schema, document)}`,
    )}
    ${Object.entries(operation.responses).map(([status, response]) =>
      answerPart(status, response, document),
    )}
  </details> `;
}

function parameterTable(
  parameters: NonNullable<Operation["parameters"]>,
): Markup {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Parameter</th>
        <th scope="col">In</th>
        <th scope="col">Meaning</th>
      </tr>
    </thead>
    <tbody>
      ${parameters.map(
        ({ name, in: place, description, schema }) =>
          html`<tr>
            <td><code>${name}</code></td>
            <td>${place}</td>
            <td>${marked(description)} ${allowedText(schema)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function allowedText(schema: object): string {
  const { enum: words } = schema as { enum?: readonly string[] };
  return words === undefined ? "" : `One of ${words.join(", ")}.`;
}

type Responses = Operation["responses"];

function answerPart(
  status: string,
  response: Responses[keyof Responses],
  document: OpenapiDocument,
): Markup {
  if ("$ref" in response) {
    const name = response.$ref.split("/").at(-1) ?? "";
    const codes = document.components.responses[name]?.description ?? "";
    return html`<p><b>${status}</b> ${marked(codes)}</p>`;
  }
  const media = Object.entries(response.content ?? {});
  if (media.length === 0) return html`<h3>${status}</h3>`;
  return html`${media.map(
    ([type, { example, schema }]) =>
      html`<h3>${status}, ${type}</h3>
        <pre>${written(example)}</pre>
        ${fieldTable(schema, document)}`,
  )}`;
}

/** Fields that aren't plain from their name: those with a description or a set of values. */
function fieldTable(schema: JsonSchema, document: OpenapiDocument) {
  const rows = fieldsOf(schema, document.components.schemas, "", 0);
  if (rows.length === 0) return null;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Field</th>
        <th scope="col">Meaning</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name, text]) =>
          html`<tr>
            <td><code>${name}</code></td>
            <td>${marked(text)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

type Row = readonly [name: string, text: string];

function fieldsOf(
  given: JsonSchema,
  known: Readonly<Record<string, JsonSchema>>,
  path: string,
  depth: number,
): Row[] {
  if (depth > DEPTH_MAX) return [];
  const schema = resolved(given, known);
  const below = (one: JsonSchema, at: string) =>
    fieldsOf(one, known, at, depth + 1);
  const {
    anyOf,
    items,
    properties = {},
  } = schema as {
    anyOf?: JsonSchema[];
    items?: JsonSchema;
    properties?: Record<string, JsonSchema>;
  };
  const own = Object.entries(properties).flatMap(([name, property]) => {
    const at = path === "" ? name : `${path}.${name}`;
    const text = fieldText(property, known);
    return [
      ...(text === "" ? [] : [[at, text] as const]),
      ...below(property, at),
    ];
  });
  const others = [
    ...(anyOf ?? []).flatMap((one) => below(one, path)),
    ...(items === undefined ? [] : below(items, `${path}[]`)),
  ];
  const rows = [...own, ...others];
  return rows.filter(
    ([name], at) => rows.findIndex(([n]) => n === name) === at,
  );
}

function fieldText(
  given: JsonSchema,
  known: Readonly<Record<string, JsonSchema>>,
): string {
  const schema = resolved(given, known);
  const {
    description = "",
    enum: words,
    anyOf = [],
  } = schema as {
    description?: string;
    enum?: string[];
    anyOf?: JsonSchema[];
  };
  const found = [words, ...anyOf.map((one) => resolved(one, known).enum)].find(
    (one) => one !== undefined,
  ) as string[] | undefined;
  const allowed =
    found === undefined
      ? ""
      : `One of ${found.map((word) => `\`${word}\``).join(", ")}.`;
  return `${description} ${allowed}`.trim();
}

function resolved(
  schema: JsonSchema,
  known: Readonly<Record<string, JsonSchema>>,
): JsonSchema {
  const { $ref } = schema as { $ref?: string };
  return known[$ref?.split("/").at(-1) ?? ""] ?? schema;
}

/** Text with its \`code\` marked up. */
function marked(text: string): Markup {
  const parts = text.split("`");
  return html`${parts.map((part, at) =>
    at % 2 === 0 ? part : html`<code>${part}</code>`,
  )}`;
}

function written(example: unknown): string {
  return typeof example === "string"
    ? example
    : JSON.stringify(example, null, 2);
}

const STYLE = `
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
nav a { display: inline-block; padding: .25rem .5rem .25rem 0; min-height: 24px; }
h2 { margin-top: 2.5rem; } h3 { font-size: 1rem; margin-bottom: .25rem; }
details { border-bottom: 1px solid #8886; padding: .3rem 0; }
summary { cursor: pointer; min-height: 24px; overflow-wrap: anywhere; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid #8886; font-size: 13px; max-height: 24rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid #8886; vertical-align: top; overflow-wrap: anywhere; }
`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");
const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

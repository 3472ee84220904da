/**
 * Types of the API, made from its own document.
 *
 *     bun run api:types
 */
import openapiTS, { astToString } from "openapi-typescript";
import { createApp } from "../../src/app.ts";
import type { AppDeps } from "../../src/app.ts";

const FILE = `${import.meta.dir}/../../web/api/api_types.ts`;
const HEADER = "// Made by `bun run api:types` from the API's document.\n";

/** Returns the types as TypeScript, formatted. */
export async function apiTypes(): Promise<string> {
  const app = createApp({ postbacks: {} } as AppDeps);
  const asked = new Request("http://localhost/openapi.json");
  const document = await (await app.handle(asked)).text();
  const types = await openapiTS(JSON.stringify(plain(JSON.parse(document))), {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
  });
  return await formatted(HEADER + astToString(types));
}

const PROSE = ["description", "example", "examples", "summary"];
const OTHER_MEDIA = ["text/csv", "application/x-ndjson"];

/**
 * Keeps what a typed client needs: without prose and other formats of lists, and with one shape
 * for every refusal, the types are half the size.
 */
function plain(value: unknown, are_names = false): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(one));
  if (typeof value !== "object" || value === null) return value;
  const dropped = are_names ? [] : [...PROSE, ...OTHER_MEDIA];
  const kept = Object.entries(value).filter(([key]) => !dropped.includes(key));
  return Object.fromEntries(
    kept.map(([key, one]) => {
      if (key === "responses" && !are_names) return [key, answersOf(one)];
      return [key, plain(one, key === "properties" && !are_names)];
    }),
  );
}

/** An operation's answers, with one for all refusals. */
function answersOf(responses: Readonly<Record<string, unknown>>) {
  const answers = Object.entries(responses).filter(([status]) =>
    status.startsWith("2"),
  );
  const refusal = {
    content: {
      "application/problem+json": {
        schema: { $ref: "#/components/schemas/Problem" },
      },
    },
  };
  return {
    ...Object.fromEntries(answers.map(([status, one]) => [status, plain(one)])),
    default: refusal,
  };
}

async function formatted(text: string): Promise<string> {
  const child = Bun.spawn(["bun", "fmt", "--stdin-filepath=api_types.ts"], {
    stdin: Buffer.from(text),
    stdout: "pipe",
    stderr: "inherit",
  });
  const output = await new Response(child.stdout).text();
  if ((await child.exited) === 0) return output;
  throw new Error("bun fmt failed");
}

if (import.meta.main) await Bun.write(FILE, await apiTypes());

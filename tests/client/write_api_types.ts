/**
 * Types of the API, made from its own document.
 *
 *     bun run api:types
 */
import openapiTS, { astToString } from "openapi-typescript";
import { createApp } from "../../src/app.ts";
import type { AppDeps } from "../../src/app.ts";

const FILE = `${import.meta.dir}/api_types.ts`;
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

/** Leaves examples out, which would be most of the file. */
function plain(value: unknown, is_properties = false): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(one));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key]) => is_properties || (key !== "example" && key !== "examples"),
  );
  return Object.fromEntries(
    kept.map(([key, one]) => [
      key,
      plain(one, !is_properties && key === "properties"),
    ]),
  );
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

/** A JSON schema as the API document has it. */
export type Schema = Readonly<Record<string, unknown>>;

/** A parameter of a route, as the API document describes it. */
export interface Parameter {
  name: string;
  in: string;
  required: boolean;
  schema: Schema;
}

/** A route that the API document lists. */
export interface Operation {
  method: string;
  /** Pattern, with `{id}` for parameters. */
  path: string;
  parameters: readonly Parameter[];
  /** Schema of the JSON body; null if the document names none. */
  body: Schema | null;
}

interface Document {
  paths: Record<string, Record<string, DescribedOperation>>;
}

interface DescribedOperation {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
}

/** Reads the routes from the document of a running tracker; what destroys comes last. */
export async function readOperations(url: string): Promise<Operation[]> {
  const answer = await fetch(`${url}/openapi.json`);
  const { paths } = (await answer.json()) as Document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      method: method.toUpperCase(),
      path,
      parameters: described.parameters ?? [],
      body: described.requestBody?.content["application/json"]?.schema ?? null,
    })),
  );
  const rank = ({ method }: Operation) =>
    method === "GET" ? 0 : method === "DELETE" ? 2 : 1;
  return operations.sort((a, b) => rank(a) - rank(b));
}

import { DrizzleQueryError } from "drizzle-orm";

const CAUSES_MAX = 5;

/** Tells a log what failed, with the error and its causes. */
export function errorLog(log: (line: string) => void) {
  return (what: string, error: unknown) => log(`${what}: ${describe(error)}`);
}

/** An error with its causes, for the log. */
function describe(error: unknown): string {
  const parts: string[] = [];
  for (let at = error; at !== undefined && parts.length < CAUSES_MAX;) {
    parts.push(describeOne(at));
    at = at instanceof Error ? at.cause : undefined;
  }
  return parts.join("\ncaused by: ");
}

/** A failed query is told without its parameters: they hold what came from outside, and hashes of secrets. */
function describeOne(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof DrizzleQueryError) return `Failed query: ${error.query}`;
  return error.stack ?? String(error);
}

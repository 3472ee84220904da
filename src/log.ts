const CAUSES_MAX = 5;

/** Tells a log what failed, with the error and its causes. */
export function errorLog(log: (line: string) => void) {
  return (what: string, error: unknown) => log(`${what}: ${describe(error)}`);
}

/** An error with its causes, for the log. */
function describe(error: unknown): string {
  const parts: string[] = [];
  for (let at = error; at !== undefined && parts.length < CAUSES_MAX;) {
    parts.push(at instanceof Error ? (at.stack ?? String(at)) : String(at));
    at = at instanceof Error ? at.cause : undefined;
  }
  return parts.join("\ncaused by: ");
}

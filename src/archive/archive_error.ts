/** An archive that can't be reached or used, or that lacks what is asked of it. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
}

/** The reason in an error, in one line. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\s+/g, " ").trim();
}

/** A described fact of the books. */
export interface BookLine {
  what: string;
  value: string;
}

/** A fact as played and as found; null if one side lacks it. */
export interface ComparedLine {
  what: string;
  played: string | null;
  found: string | null;
  agrees: boolean;
}

/**
 * Compares what was found with what was played. Facts on one side only, and duplicates, are
 * differences.
 */
export function compareBooks(
  played: readonly BookLine[],
  found: readonly BookLine[],
): ComparedLine[] {
  const names = new Set([...played, ...found].map(({ what }) => what));
  return [...names].map((what) => {
    const line = {
      what,
      played: valueOf(played, what),
      found: valueOf(found, what),
    };
    return { ...line, agrees: line.played === line.found };
  });
}

/** The closing table, a line for each difference, and the exit code. */
export function closeBooks(
  played: readonly BookLine[],
  found: readonly BookLine[],
): { lines: string[]; exit_code: 0 | 1 } {
  const compared = compareBooks(played, found);
  const wrong = compared.filter(({ agrees }) => !agrees);
  const lines = tableOf(compared);
  if (wrong.length === 0) {
    const closing = `The books agree with what was played: ${compared.length} lines compared.`;
    return { lines: [...lines, "", closing], exit_code: 0 };
  }
  const named = wrong.map(
    (line) =>
      `Difference: ${line.what}: played ${shown(line.played)}, found ${shown(line.found)}`,
  );
  return { lines: [...lines, "", ...named], exit_code: 1 };
}

function valueOf(lines: readonly BookLine[], what: string): string | null {
  const values = lines.filter((line) => line.what === what);
  return values.length === 0
    ? null
    : values.map(({ value }) => value).join(" and again ");
}

function tableOf(compared: readonly ComparedLine[]): string[] {
  const width = Math.max(...compared.map(({ what }) => what.length));
  return compared.map(({ what, played, found, agrees }) => {
    const said = agrees
      ? shown(found)
      : `played ${shown(played)}, found ${shown(found)}`;
    return `${agrees ? "ok" : "NO"}  ${what.padEnd(width)}  ${said}`;
  });
}

function shown(value: string | null): string {
  return value ?? "(nothing)";
}

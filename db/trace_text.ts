/** One check of a postback: what was looked at, what was expected, what was found. */
export interface TraceStep {
  step: string;
  looked_at?: string;
  expected?: string;
  found?: string;
  ok: boolean;
}

/**
 * Writes a trace as text, a line a step: it is stored with every postback and read
 * with few, and as JSON it was the largest part of the row. A check that failed
 * begins with `!`; tabs and line ends within a step become spaces.
 */
export function writeTrace(steps: readonly TraceStep[]): string {
  return steps
    .map(({ step, found = "", looked_at = "", expected = "", ok }) => {
      const line = `${ok ? "" : "!"}${plain(step)}\t${plain(found)}`;
      if (looked_at === "" && expected === "") return line;
      return `${line}\t${plain(looked_at)}\t${plain(expected)}`;
    })
    .join("\n");
}

/** Reads what `writeTrace` wrote. */
export function readTrace(text: string): TraceStep[] {
  if (text === "") return [];
  return text.split("\n").map((line) => {
    const [name = "", found = "", looked_at = "", expected = ""] =
      line.split("\t");
    const ok = !name.startsWith("!");
    return {
      step: ok ? name : name.slice(1),
      ...(looked_at === "" ? {} : { looked_at }),
      ...(expected === "" ? {} : { expected }),
      found,
      ok,
    };
  });
}

const BREAKS = /[\t\n\r]/;

function plain(text: string): string {
  return BREAKS.test(text) ? text.replace(/[\t\n\r]+/g, " ") : text;
}

/** One check of a postback: what was checked, expected and found. */
export interface TraceStep {
  step: string;
  looked_at?: string;
  expected?: string;
  found?: string;
  ok: boolean;
}

/**
 * Writes a trace as text, one line per step: it is stored with every postback but rarely read, and
 * as JSON it was the largest part of the row. Failed checks start with `!`; tabs and line breaks
 * within a step become spaces.
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

/** Parses the output of `writeTrace`. */
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

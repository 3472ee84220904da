import { readWords } from "./statement_file.ts";
import { reportTable, withoutControls } from "./report_table.ts";
import type { ShownReport } from "./report_table.ts";
import { RefusedError, trackerClient } from "./tracker_client.ts";
import type { TrackerClient } from "./tracker_client.ts";
import { UsageError } from "./usage_error.ts";

const text = { type: "string" } as const;

/** Parameters of the API, by the names of their options. */
const PARAMETERS = {
  "group-by": text,
  from: text,
  to: text,
  period: text,
  timezone: text,
  currency: text,
  time: text,
  sort: text,
  limit: text,
  cursor: text,
  compare: text,
} as const;

const OPTIONS = {
  ...PARAMETERS,
  empty: { type: "boolean", default: false },
  filter: { type: "string", multiple: true, default: [] as string[] },
  columns: text,
  format: text,
} as const;

const FORMATS = ["table", "json", "csv", "ndjson"] as const;

/** Media types of reports that have all rows. */
const FILES = { csv: "text/csv", ndjson: "application/x-ndjson" } as const;

/** `tallyho report …`: asks the running tracker for a report, and prints it. */
export async function reportCommand(words: readonly string[]): Promise<number> {
  const { values, positionals } = readWords(joinSort(words), OPTIONS);
  const [extra] = positionals;
  if (extra !== undefined) {
    throw new UsageError(`"${extra}" belongs to no option`);
  }
  const format = FORMATS.find((one) => one === (values.format ?? "table"));
  if (format === undefined) {
    throw new UsageError(`--format must be one of ${FORMATS.join(", ")}`);
  }
  if (values.columns !== undefined && format !== "table") {
    throw new UsageError(
      "--columns are those of the table: other formats have all",
    );
  }
  const query = new URLSearchParams();
  for (const name of Object.keys(PARAMETERS) as (keyof typeof PARAMETERS)[]) {
    const value = values[name];
    if (value !== undefined) query.set(parameterOf(name), value);
  }
  if (values.empty) query.set("empty", "true");
  for (const [name, value] of readFilters(values.filter))
    query.set(name, value);
  const path = `/reports?${query.toString()}`;
  const client = trackerClient();
  if (format === "csv" || format === "ndjson") {
    return await printFile(client, path, FILES[format]);
  }
  const response = await ask(client, path, "application/json");
  const report = (await response.json()) as ShownReport;
  const lines =
    format === "json"
      ? [JSON.stringify(report)]
      : reportTable(report, values.columns);
  const text = lines.join("\n");
  console.log(process.stdout.isTTY ? withoutControls(text) : text);
  return 0;
}

/** `--sort -payout` as `--sort=-payout`: otherwise `-payout` is taken for options. */
function joinSort(words: readonly string[]): string[] {
  return words.flatMap((word, at) => {
    if (words[at - 1] === "--sort" && /^-[^-]/.test(word)) return [];
    const next = words[at + 1];
    const is_joined =
      word === "--sort" && next !== undefined && /^-[^-]/.test(next);
    return [is_joined ? `--sort=${next}` : word];
  });
}

/** Filters such as `campaign=3,4`; those of one dimension come together. */
function readFilters(given: readonly string[]): Map<string, string> {
  const filters = new Map<string, string>();
  const taken = [...Object.keys(PARAMETERS).map(parameterOf), "empty"];
  for (const filter of given) {
    const [, name, value] = /^([a-z0-9_]+)=(.*)$/s.exec(filter) ?? [];
    if (name === undefined || value === undefined || taken.includes(name)) {
      throw new UsageError(
        `--filter must be a dimension and its values, such as campaign=3,4, not "${filter}"`,
      );
    }
    const earlier = filters.get(name);
    filters.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return filters;
}

/** The API's name of an option. */
function parameterOf(option: string): string {
  return option.replaceAll("-", "_");
}

/** Prints a file as it comes, however large it is; on a terminal without what would steer it. */
async function printFile(
  client: TrackerClient,
  path: string,
  media: string,
): Promise<number> {
  const { body } = await ask(client, path, media);
  const output = Bun.stdout.writer();
  const { isTTY: is_terminal } = process.stdout;
  const decoder = new TextDecoder();
  try {
    for await (const chunk of body ?? []) {
      const text = () => decoder.decode(chunk, { stream: true });
      output.write(is_terminal ? withoutControls(text()) : chunk);
      await output.flush();
    }
    await output.end();
  } catch (error) {
    // Its reader has had enough, such as `head`.
    if ((error as { code?: string }).code === "EPIPE") return 0;
    throw new Error("The report was cut off before its end: ask again", {
      cause: error,
    });
  }
  return 0;
}

async function ask(
  client: TrackerClient,
  path: string,
  media: string,
): Promise<Response> {
  try {
    return await client.read(path, media);
  } catch (error) {
    if (error instanceof RefusedError) throw new Error(wordsOf(error));
    throw error;
  }
}

/** A refusal, by the names of the options. */
function wordsOf({ message, errors }: RefusedError): string {
  if (errors.length === 0) return message;
  return errors
    .map(({ field, message: words }) => {
      const name = Object.keys(OPTIONS).find(
        (option) => parameterOf(option) === field,
      );
      return `--${name ?? `filter ${field}`} ${words}`;
    })
    .join("\n");
}

import { TIME_MS_MAX } from "./click_id.ts";

/** A click as journaled: what is known when it is answered. */
export interface ClickRecord {
  click_id: string;
  time_ms: number;
  campaign_id: number;
  link_id: number;
  affiliate_id: number;
  marks: number;
  pays: boolean;
  verdict: string;
  ip: string;
  user_agent: string;
  referrer: string | null;
  /** `source`, `click_ref`, `sub1` to `sub10`, if given. */
  known: Readonly<Record<string, string>>;
  others: Readonly<Record<string, string>>;
  flags: readonly string[];
}

/** Labels with a column of their own, in column order. */
export const LABELS = [
  "source",
  "click_ref",
  ...Array.from({ length: 10 }, (_, index) => `sub${index + 1}`),
] as const;

/** Index of the first `rest` field, and the total: referrer, labels, params and flags follow it. */
const REST_FIELD = 10;
const FIELDS = REST_FIELD + 1 + LABELS.length + 2;

/** Field separator; escaped fields never contain it. */
const SEPARATOR = "\t";
/** `COPY`'s notation for null. */
export const NULL = "\\N";

/**
 * Encodes a click as one line of fields in the text form of Postgres' `COPY`, so that the drain
 * passes most of them through unchanged.
 */
export function encodeClick(click: ClickRecord): string {
  let line = `${click.click_id}\t${click.time_ms}\t${click.campaign_id}\t${click.link_id}\t${click.affiliate_id}\t${click.marks}\t${click.pays ? "t" : "f"}\t${click.verdict}\t${escapeField(click.ip)}\t${escapeField(click.user_agent)}\t`;
  line += click.referrer === null ? NULL : escapeField(click.referrer);
  const { known } = click;
  for (const label of LABELS) {
    const value = known[label];
    line += value === undefined ? "\t\\N" : SEPARATOR + escapeField(value);
  }
  line += `\t${jsonField(click.others)}\t${arrayField(click.flags)}`;
  return line;
}

/** The fields of a line, still escaped. */
export interface ClickFields {
  click_id: string;
  time_ms: number;
  campaign_id: string;
  link_id: string;
  affiliate_id: string;
  marks: number;
  pays: string;
  verdict: string;
  ip: string;
  user_agent: string;
  /** Referrer, labels, params and flags, already in `COPY` form. */
  rest: string;
}

/** Decodes a line; null if malformed. */
export function decodeClick(line: string): ClickFields | null {
  const fields: string[] = [];
  let from = 0;
  for (let field = 0; field < REST_FIELD; field++) {
    const end = line.indexOf(SEPARATOR, from);
    if (end < 0) return null;
    fields.push(line.slice(from, end));
    from = end + 1;
  }
  const rest = line.slice(from);
  if (countOf(rest, SEPARATOR) !== FIELDS - REST_FIELD - 1) return null;
  const [click_id = "", time, campaign_id = "", link_id = ""] = fields;
  const time_ms = Number(time);
  if (!Number.isSafeInteger(time_ms) || time_ms > TIME_MS_MAX) return null;
  return {
    click_id,
    time_ms,
    campaign_id,
    link_id,
    affiliate_id: fields[4] ?? "",
    marks: Number(fields[5]),
    pays: fields[6] ?? "",
    verdict: fields[7] ?? "",
    ip: unescapeField(fields[8] ?? ""),
    user_agent: unescapeField(fields[9] ?? ""),
    rest,
  };
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    count++;
  }
  return count;
}

/** The labels of a line. */
export function readLabels(
  fields: Pick<ClickFields, "rest">,
): Record<string, string> {
  // The first field is the referrer.
  const [, ...values] = fields.rest.split(SEPARATOR);
  const labels: Record<string, string> = {};
  LABELS.forEach((label, index) => {
    const value = values[index];
    if (value !== undefined && value !== NULL) {
      labels[label] = unescapeField(value);
    }
  });
  return labels;
}

/** Escapes a text for a `COPY` field. */
export function escapeField(text: string): string {
  if (!/[\\\t\n\r]/.test(text)) return text;
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("\t", "\\t")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r");
}

function unescapeField(field: string): string {
  if (!field.includes("\\")) return field;
  const plain: Record<string, string> = { t: "\t", n: "\n", r: "\r" };
  return field.replaceAll(/\\(.)/g, (_, char: string) => plain[char] ?? char);
}

function jsonField(others: Readonly<Record<string, string>>): string {
  for (const _name in others) return escapeField(JSON.stringify(others));
  return NULL;
}

function arrayField(flags: readonly string[]): string {
  if (flags.length === 0) return NULL;
  const quoted = flags.map(
    (flag) => `"${flag.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`,
  );
  return escapeField(`{${quoted.join(",")}}`);
}

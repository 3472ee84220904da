/** Path of the tracker's own test receiver. */
export const TEST_RECEIVER_PATH = "/v1/test-receiver";

const LINES_MAX = 40;
const LINE_CHARS_MAX = 200;
const BODY_CHARS_MAX = 1_000;
/** Characters that would begin another line, or hide one. */
const BREAKS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
const FORM = /^application\/x-www-form-urlencoded\s*(;|$)/i;

/** The tracker's own test receiver, as deliveries reach it. */
export interface TestReceiver {
  /** Scheme, host and port at which the tracker is known. */
  public_url: string;
  /** Where this process listens itself: nobody else can be reached there. */
  listener: { address: string; port: number };
}

/** The address of a tracker's test receiver. */
export function testReceiverUrl(public_url: string): string {
  return public_url + TEST_RECEIVER_PATH;
}

/**
 * Whether a URL or its template is that of the own test receiver, apart from its query.
 * Compared as text, so that no other way to write a host or a path is taken for it.
 */
export function isTestReceiver(url: string, public_url: string): boolean {
  const own = testReceiverUrl(public_url);
  return url === own || url.startsWith(`${own}?`);
}

/** A request that the test receiver heard. */
export interface HeardRequest {
  method: string;
  query: string;
  content_type: string;
  body: string;
}

/** The plain text that says what was heard: a bounded number of lines of bounded length. */
export function heardText(heard: HeardRequest): string {
  const is_form = FORM.test(heard.content_type);
  const given = [
    ...new URLSearchParams(heard.query),
    ...(is_form ? new URLSearchParams(heard.body) : []),
  ];
  const lines = given
    .slice(0, LINES_MAX)
    .map(([name, value]) => onOneLine(`${name}=${value}`, LINE_CHARS_MAX));
  if (given.length > LINES_MAX) {
    lines.push(`… and ${given.length - LINES_MAX} more`);
  }
  if (!is_form && heard.body !== "") {
    lines.push(`body: ${onOneLine(heard.body, BODY_CHARS_MAX)}`);
  }
  const what = lines.length === 0 ? ["no parameters"] : lines;
  return [`Test receiver heard a ${heard.method}, and keeps nothing:`, ...what]
    .map((line) => `${line}\n`)
    .join("");
}

function onOneLine(text: string, chars_max: number): string {
  // Cut twice: a long text isn't searched for what is cut off anyway.
  const line = text.slice(0, chars_max * 2).replaceAll(BREAKS, " ");
  return line.length <= chars_max
    ? line
    : `${line.slice(0, chars_max - 1).toWellFormed()}…`;
}

import { maskBody, maskUrl } from "../read/kept_request.ts";
import { publicAddress } from "../../sources/mod.ts";
import type { MaskedText, SecretName } from "../read/kept_request.ts";
import type { IsToken } from "../../sources/mod.ts";
import { isSecretHeader } from "../../http/mod.ts";

/** A request to send again. */
export interface CurlRequest {
  method: string;
  /** Path and query as sent. */
  url: string;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array | null;
}

/** Headers that affect how the request is judged. */
const SENT_HEADERS = new Set([
  "authorization",
  "content-encoding",
  "user-agent",
  "webhook-id",
  "webhook-signature",
  "webhook-timestamp",
]);
/** Must not contain an apostrophe, which the shell would read as a quote. */
const WHAT_IT_IS: Readonly<Record<SecretName, string>> = {
  TOKEN: "the token that was sent",
  SOURCE_KEY: "the key in the address of the source",
  AUTHORIZATION: "the Authorization header that was sent",
};

/**
 * Returns a bash command that sends a request again, byte for byte. Everything is quoted
 * against the shell and curl; secrets are variables that the user has to set.
 */
export function asCurl(
  request: CurlRequest,
  options: { public_url: string; isToken: IsToken },
): string {
  const { isToken } = options;
  const origin = publicAddress(options.public_url);
  const url = [origin, ...maskUrl(request.url, isToken)];
  const words = [
    "curl -sS --globoff --path-as-is",
    `-X ${quoted(request.method)}`,
    shellWord(url),
    ...headerWords(request).map((word) => `-H ${shellWord(word)}`),
  ];
  const body = bodyOf(request, isToken);
  if (body === null) return withVariables([url], words.join(" "), request);
  const command = `${body.print} | ${words.join(" ")} --data-binary @-`;
  return withVariables([url, body.text], command, request);
}

function withVariables(
  texts: readonly MaskedText[],
  command: string,
  request: CurlRequest,
): string {
  const all = [...texts, ...headerWords(request)].flat();
  const secrets = new Set(
    all.flatMap((part) => (typeof part === "string" ? [] : part.secret)),
  );
  const required = [...secrets].map(
    (name) => `: "\${${name}:?set ${name} to ${WHAT_IT_IS[name]}}"`,
  );
  return [...required, command].join("\n");
}

function headerWords({ headers, body }: CurlRequest): MaskedText[] {
  const words = Object.entries(headers)
    .filter(([name]) => SENT_HEADERS.has(name))
    .map(([name, value]): MaskedText => [
      `${name}: `,
      isSecretHeader(name)
        ? { secret: "AUTHORIZATION", sent: value, written: value }
        : value,
    ]);
  if (body === null) return words;
  // Without this header curl would declare a form.
  const type = headers["content-type"] ?? "";
  return [...words, [type === "" ? "content-type:" : `content-type: ${type}`]];
}

function bodyOf(
  { body }: CurlRequest,
  isToken: IsToken,
): { print: string; text: MaskedText } | null {
  if (body === null) return null;
  const text = plainText(body);
  if (text === null) {
    // Octal escapes can express any byte; binary bodies hold no token.
    const bytes = Array.from(
      body,
      (byte) => `\\${byte.toString(8).padStart(3, "0")}`,
    );
    return { print: `printf '${bytes.join("")}'`, text: [] };
  }
  const masked = maskBody(text, isToken);
  return { print: `printf '%s' ${shellWord(masked)}`, text: masked };
}

/** Decodes text that can safely be pasted into a terminal; null otherwise. */
function plainText(bytes: Uint8Array): string | null {
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const text = decoder.decode(bytes);
    return /[^\P{C}\n]/u.test(text) ? null : text;
  } catch {
    return null;
  }
}

function shellWord(text: MaskedText): string {
  const plain: string[] = [];
  let run = "";
  for (const part of text) {
    if (typeof part === "string") {
      run += part;
      continue;
    }
    if (run !== "") plain.push(quoted(run));
    run = "";
    plain.push(`"$${part.secret}"`);
  }
  if (run !== "" || plain.length === 0) plain.push(quoted(run));
  return plain.join("");
}

/** Within single quotes, the shell interprets only the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

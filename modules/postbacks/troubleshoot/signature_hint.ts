import {
  constantTimeEquals,
  hmacSha256,
  withoutSig,
} from "../../kernel/mod.ts";
import type { SourceConfig, RawPostback } from "../../sources/mod.ts";
import type { SignatureClaim } from "../read/sender_signature.ts";
import { splitUrl } from "../read/read_request.ts";

/**
 * Maximum number of attempts: each hashes the body, and floods of wrong signatures must stay
 * cheap.
 */
const HMACS_MAX = 60;
const PARAMETERS_MAX = 30;
const SHOWN_CHARS_MAX = 60;
const MAC_BYTES = 32;
const EMPTY = new Uint8Array(0);

type Signer = Pick<SourceConfig, "key" | "secrets">;

/** A common mistake: the content that would have been signed, or the key. */
interface Variant {
  says: string;
  content?: readonly (string | Uint8Array)[];
  keyOf?: (secret: string) => string | Uint8Array;
}

/**
 * Explains why a signature does not verify by finding a mistake under which it would. Reveals
 * neither the secret nor the right signature.
 */
export function signatureHint(
  claim: SignatureClaim,
  raw: RawPostback,
  source: Signer,
): string | null {
  if (claim.scheme === "webhook") return webhookHint(claim, raw, source);
  const { path, query: full_query } = splitUrl(raw.url);
  const query = withoutSig(full_query);
  if (query === null) return "`sig` has to stand in the query literally, once";
  const mac = readMac(claim.signature);
  if (mac === null) {
    const length = claim.signature.length;
    return `\`sig\` is ${length} characters that are no HMAC-SHA256: it has 64 hex digits`;
  }
  const signed: Signed = {
    ts: claim.timestamp,
    method: raw.method.toUpperCase(),
    path,
    query: urlEncoded(query),
    body: raw.body ?? EMPTY,
  };
  function* variants(): Generator<Variant> {
    yield* ofText(signed, claim.signature);
    yield* ofRequest(signed, source.key);
    yield* ofQuery(signed, { sent: query ?? "", full: full_query });
    yield* ofLines(signed);
    yield* withoutOne(signed);
  }
  return firstThatVerifies(variants(), source.secrets, mac);
}

/** The content that the query scheme signs. */
interface Signed {
  ts: string;
  method: string;
  path: string;
  query: string;
  body: Uint8Array;
}

function contentOf(signed: Signed): (string | Uint8Array)[] {
  const { ts, method, path, query, body } = signed;
  const is_get = method.toUpperCase() === "GET";
  return [`${ts}\n${method}\n${path}\n${query}\n`, is_get ? EMPTY : body];
}

function* ofText(signed: Signed, sig: string): Generator<Variant> {
  const content = contentOf(signed);
  yield { says: whatIsOdd(sig), content };
  yield {
    says: "the secret was base64-decoded before use: its text is the key",
    content,
    keyOf: decodedSecret,
  };
  yield {
    says: "a line end was taken for a part of the secret",
    content,
    keyOf: (secret) => `${secret}\n`,
  };
}

function whatIsOdd(sig: string): string {
  if (/^[0-9a-f]{64}$/.test(sig)) {
    return "it is right, but `ts` or `sig` is percent-encoded: send them plain";
  }
  return /^[0-9A-Fa-f]{64}$/.test(sig)
    ? "it is right but for its letters: the hex has to be lower case"
    : "it is right but sent as base64: send lower-case hex";
}

function* ofRequest(signed: Signed, key: string): Generator<Variant> {
  const { method, path, body } = signed;
  const other = method === "GET" ? "POST" : "GET";
  yield {
    says: `it was signed as a ${other}, but sent as a ${method}`,
    content: contentOf({ ...signed, method: other }),
  };
  yield {
    says: "the method was signed in small letters",
    content: contentOf({ ...signed, method: method.toLowerCase() }),
  };
  if (body.length > 0) {
    yield {
      says: "it was signed without the body",
      content: contentOf({ ...signed, body: EMPTY }),
    };
  }
  const own = `/${key}`;
  yield path.endsWith(own)
    ? {
        says: "it was signed for the path without the source's key, but sent with it",
        content: contentOf({ ...signed, path: path.slice(0, -own.length) }),
      }
    : {
        says: "it was signed for the source's own address, but sent to another",
        content: contentOf({ ...signed, path: path + own }),
      };
  yield path.endsWith("/")
    ? {
        says: "the path was signed without its slash at the end",
        content: contentOf({ ...signed, path: path.slice(0, -1) }),
      }
    : {
        says: "the path was signed with a slash at the end, but sent without",
        content: contentOf({ ...signed, path: `${path}/` }),
      };
}

function* ofQuery(
  signed: Signed,
  original: { sent: string; full: string },
): Generator<Variant> {
  const { query } = signed;
  const empty_sig = original.full.replace(/(^|&)sig=[^&]*/, "$1sig=");
  const readings: [says: string, query: string][] = [
    ["the query was signed with `sig=` left in it", empty_sig],
    [
      "the query was signed with the & beside `sig` left in it",
      empty_sig.replace(/(^|&)sig=/, "$1"),
    ],
    ["the query was signed before it was percent-encoded", original.sent],
    [
      "the query was signed decoded: sign it as it is sent",
      decoded(query.replaceAll("+", " ")),
    ],
    ["the query was signed decoded: sign it as it is sent", decoded(query)],
    [
      "the query was signed with + for spaces, but sent with %20",
      query.replaceAll("%20", "+"),
    ],
    [
      "the query was signed with %20 for spaces, but sent with +",
      query.replaceAll("+", "%20"),
    ],
    ["the query was signed with its ?", `?${query}`],
    ["the query was signed sorted", query.split("&").toSorted().join("&")],
    ["it was signed without the query", ""],
  ];
  for (const [says, reading] of readings) {
    if (reading === query) continue;
    yield { says, content: contentOf({ ...signed, query: reading }) };
  }
}

function* ofLines(signed: Signed): Generator<Variant> {
  const [head, body] = contentOf(signed) as [string, Uint8Array];
  if (body.length === 0) {
    yield {
      says: "the line end after the query was not signed",
      content: [head.slice(0, -1)],
    };
  }
  yield {
    says: "a line end after the last line was signed",
    content: [head, body, "\n"],
  };
  yield {
    says: "the lines were ended by \\r\\n: sign a bare \\n",
    content: [head.replaceAll("\n", "\r\n"), body],
  };
  yield {
    says: "`ts` was signed in milliseconds, but sent in seconds",
    content: contentOf({ ...signed, ts: `${signed.ts}000` }),
  };
}

/** Parameters that may have been added after signing. */
function* withoutOne(signed: Signed): Generator<Variant> {
  const pairs = signed.query.split("&");
  for (const [index, pair] of pairs.slice(0, PARAMETERS_MAX).entries()) {
    const [name = ""] = pair.split("=", 1);
    const query = pairs.toSpliced(index, 1).join("&");
    yield {
      says: `the query was signed without \`${decoded(name).slice(0, SHOWN_CHARS_MAX)}\``,
      content: contentOf({ ...signed, query }),
    };
  }
}

function firstThatVerifies(
  variants: Iterable<Variant>,
  secrets: readonly string[],
  mac: Uint8Array,
): string | null {
  let hmacs = 0;
  for (const { says, content = [], keyOf = sameKey } of variants) {
    for (const secret of secrets) {
      if (hmacs >= HMACS_MAX) return null;
      hmacs += 1;
      const key = keyOf(secret);
      if (secret === "" || key.length === 0) continue;
      if (constantTimeEquals(mac, hmacSha256(key, ...content))) return says;
    }
  }
  return null;
}

function webhookHint(
  claim: SignatureClaim,
  raw: RawPostback,
  source: Signer,
): string | null {
  const entries = claim.signature.split(" ", 4);
  const versioned = entries.filter((entry) => entry.startsWith("v1,"));
  const mac = readMac((versioned[0] ?? entries[0] ?? "").replace("v1,", ""));
  if (mac === null) {
    return "`webhook-signature` holds no `v1,` with the base64 of an HMAC-SHA256";
  }
  const body = raw.body ?? EMPTY;
  const content = [`${claim.id}.${claim.timestamp}.`, body];
  const form =
    versioned.length === 0
      ? "it is right but lacks the `v1,` before it"
      : "it is right but not sent as plain base64";
  const as_text = "the secret's text was the key: base64-decode it first";
  const variants: Variant[] = [
    { says: form, content, keyOf: decodedSecret },
    { says: as_text, content },
    { says: as_text, content, keyOf: (secret) => secret.slice(PREFIX.length) },
    { says: "only the body was signed", content: [body], keyOf: decodedSecret },
  ];
  const hint = firstThatVerifies(variants, source.secrets, mac);
  if (hint !== null || source.secrets.some(isBase64)) return hint;
  return "no secret of the source is base64, as those of Standard Webhooks are";
}

const PREFIX = "whsec_";

function sameKey(secret: string): string {
  return secret;
}

function decodedSecret(secret: string): Uint8Array {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  return isBase64(secret) ? Buffer.from(text, "base64") : EMPTY;
}

function isBase64(secret: string): boolean {
  return /^(?:whsec_)?[A-Za-z0-9+/]+={0,2}$/.test(secret);
}

/**
 * Decodes a MAC from hex of either case, base64 or base64url. Form decoding turns + into a
 * space.
 */
function readMac(text: string): Uint8Array | null {
  const encoded = text.replaceAll(" ", "+");
  const mac = /^[0-9A-Fa-f]{64}$/.test(encoded)
    ? Buffer.from(encoded, "hex")
    : Buffer.from(encoded, "base64");
  return mac.length === MAC_BYTES ? mac : null;
}

/** Encodes a query as a WHATWG URL does: existing escapes stay. */
function urlEncoded(query: string): string {
  return new URL(`http://localhost/?${query}`).search.slice(1);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

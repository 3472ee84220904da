import { createPrivateKey, sign } from "node:crypto";
import { invalid } from "../../http/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { asObject, parseObject } from "../../sources/mod.ts";
import type { OutgoingRequest, SendResult } from "../send_request.ts";
import { readStatus, reasonText } from "./ad_platform.ts";
import type { AdAnswer, AdReading } from "./ad_platform.ts";

const SCOPE = "https://www.googleapis.com/auth/datamanager";
const TOKEN_URI = "https://oauth2.googleapis.com/token";
const JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const LASTS_S = 3_600;
const LASTS_MIN_S = 120;
/** An access token is given up so long before its end. */
const MARGIN_MS = 60_000;
const TOKENS_MAX = 200;
const TIMEOUT_MS = 10_000;
/** An access token longer than this is none of Google's. */
const TOKEN = /^[\x21-\x7e]{1,4096}$/;

/** A key file that Google gives access for: of a service account, or of a person who agreed. */
type Account =
  | { kind: "service"; client_email: string; private_key: string }
  | {
      kind: "person";
      client_id: string;
      client_secret: string;
      refresh_token: string;
    };

interface KeyFile {
  account: Account;
  token_uri: string;
}

/** Checks a key file as it is given. Throws a Problem if it can't be used. */
export function checkKeyFile(text: string): void {
  const file = readKeyFile(text);
  if (file === null) {
    throw invalid(
      "credential",
      "must be the JSON key file of a service account (client_email, private_key), or of a person (client_id, client_secret, refresh_token)",
    );
  }
  const uri = URL.canParse(file.token_uri) ? new URL(file.token_uri) : null;
  if (uri?.protocol !== "https:" && uri?.protocol !== "http:") {
    throw invalid("credential", "has a token_uri that is no web address");
  }
  if (file.account.kind === "person") return;
  try {
    const key = createPrivateKey(file.account.private_key);
    if (key.asymmetricKeyType === "rsa") return;
  } catch {
    throw invalid("credential", "has a private_key that can't be read");
  }
  throw invalid("credential", "must have an RSA key");
}

/** Whose a key file is; it is no secret. */
export function keyFileName(text: string): string | null {
  const account = readKeyFile(text)?.account;
  if (account === undefined) return null;
  return account.kind === "service" ? account.client_email : account.client_id;
}

function readKeyFile(text: string): KeyFile | null {
  const file = parseObject(text);
  if (file === null) return null;
  const of = (name: string): string | null => {
    const value = file[name];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const token_uri = of("token_uri") ?? TOKEN_URI;
  const client_email = of("client_email");
  const private_key = of("private_key");
  if (client_email !== null && private_key !== null) {
    const account = { kind: "service", client_email, private_key } as const;
    return { account, token_uri };
  }
  const client_id = of("client_id");
  const client_secret = of("client_secret");
  const refresh_token = of("refresh_token");
  if (client_id === null || client_secret === null || refresh_token === null) {
    return null;
  }
  const person = { client_id, client_secret, refresh_token };
  return { account: { kind: "person", ...person }, token_uri };
}

/** Access, or the request by which it was asked for in vain. */
export type Access =
  | { ok: true; token: string; is_new: boolean }
  | { ok: false; request: OutgoingRequest; result: SendResult };

interface GoogleAccessDeps {
  clock: Clock;
  send(request: OutgoingRequest): Promise<SendResult>;
}

/** Gets access tokens for key files, and keeps them until shortly before their end. */
export class GoogleAccess {
  readonly #deps: GoogleAccessDeps;
  readonly #tokens = new Map<string, { token: string; ends_at: number }>();
  readonly #asking = new Map<string, Promise<Access>>();

  constructor(deps: GoogleAccessDeps) {
    this.#deps = deps;
  }

  /** An access token for a key file; one is asked for at a time. */
  async of(key_file: string): Promise<Access> {
    const name = nameOf(key_file);
    const known = this.#tokens.get(name);
    if (known !== undefined && this.#deps.clock.nowMs() < known.ends_at) {
      return { ok: true, token: known.token, is_new: false };
    }
    const asking = this.#asking.get(name) ?? this.#ask(key_file, name);
    this.#asking.set(name, asking);
    try {
      return await asking;
    } finally {
      this.#asking.delete(name);
    }
  }

  /** Drops a token that was refused: it may have been withdrawn. */
  drop(key_file: string): void {
    this.#tokens.delete(nameOf(key_file));
  }

  async #ask(key_file: string, name: string): Promise<Access> {
    const now_ms = this.#deps.clock.nowMs();
    const request = accessRequest(key_file, now_ms);
    const result = await this.#deps.send(request);
    const shown = { ...request, body: null };
    const answer = parseObject(
      Buffer.from(result.response_body ?? []).toString("utf8"),
    );
    const token = answer?.access_token;
    const is_given =
      result.http_status === 200 &&
      typeof token === "string" &&
      TOKEN.test(token);
    if (!is_given) return { ok: false, request: shown, result };
    const seconds = Number(answer?.expires_in) || LASTS_S;
    // An end that is over already, or never comes, would have it asked for each time, or never again.
    const lasts_s = Math.min(Math.max(seconds, LASTS_MIN_S), LASTS_S);
    if (this.#tokens.size >= TOKENS_MAX) this.#tokens.clear();
    const ends_at = now_ms + lasts_s * 1000 - MARGIN_MS;
    this.#tokens.set(name, { token, ends_at });
    return { ok: true, token, is_new: true };
  }
}

/** Reads the answer of a token server that gave no access. */
export function readAccess({ status, body }: AdAnswer): AdReading {
  const answer = asObject(body);
  const reason = reasonText(
    status,
    "no access",
    answer?.error,
    answer?.error_description,
  );
  const read = readStatus(status, reason);
  return read ?? { kind: "not_set_up", reason };
}

/** Two key files of one hash would get each other's access, so it is a strong one. */
function nameOf(key_file: string): string {
  return new Bun.CryptoHasher("sha256").update(key_file).digest("hex");
}

function accessRequest(key_file: string, now_ms: number): OutgoingRequest {
  const file = readKeyFile(key_file);
  if (file === null) throw new Error("A key file can't be read");
  const { account, token_uri } = file;
  const form =
    account.kind === "service"
      ? { grant_type: JWT_GRANT, assertion: assertionOf(account, file, now_ms) }
      : {
          grant_type: "refresh_token",
          client_id: account.client_id,
          client_secret: account.client_secret,
          refresh_token: account.refresh_token,
        };
  return {
    method: "POST",
    url: token_uri,
    headers: {
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams(form).toString(),
    timeout_ms: TIMEOUT_MS,
  };
}

/** The signed claim for which Google gives an access token (RFC 7523). */
function assertionOf(
  { client_email, private_key }: Account & { kind: "service" },
  { token_uri }: Pick<KeyFile, "token_uri">,
  now_ms: number,
): string {
  const iat = Math.floor(now_ms / 1000);
  const claims = { iss: client_email, scope: SCOPE, aud: token_uri };
  const signed = [
    { alg: "RS256", typ: "JWT" },
    { ...claims, iat, exp: iat + LASTS_S },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = sign("sha256", Buffer.from(signed), private_key);
  return `${signed}.${signature.toString("base64url")}`;
}

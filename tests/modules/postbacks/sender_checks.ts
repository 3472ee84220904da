import { signQuery } from "../../../modules/kernel/mod.ts";
import type { SourceConfig } from "../../../modules/sources/mod.ts";
import { checkSender } from "../../../modules/postbacks/read/check_sender.ts";
import type {
  Sender,
  SenderInput,
} from "../../../modules/postbacks/read/check_sender.ts";
import { NameTable } from "../../../modules/sources/mod.ts";
import { readParameters } from "../../../modules/postbacks/read/read_request.ts";
import { Trace } from "../../../modules/postbacks/read/trace.ts";

/** Arrival time of the test postbacks, in Unix seconds. */
export const NOW_S = 1_795_348_800;
/** The same in milliseconds. */
export const NOW_MS = NOW_S * 1000;
/** The secret of the source. */
export const SECRET = "a-secret-of-24-bytes-or-more";
/** A second secret, of the other source or during rotation. */
export const SECOND_SECRET = "another-secret-of-24-bytes-or-more";
/** The token of the source. */
export const TOKEN = "token-of-the-source";
/** The random part of the source's own address. */
export const KEY = "k3yOfTheSource";
/** The source's own address. */
export const OWN_PATH = `/v1/postback/${KEY}`;

/** A source that requires nothing, with a test's changes. */
export function sourceWith(changes: Partial<SourceConfig> = {}): SourceConfig {
  return {
    id: 1,
    advertiser_id: 1,
    name: "Shop",
    key: KEY,
    is_default: true,
    preset: null,
    names: NameTable.published,
    goal_map: new Map(),
    status_map: new Map(),
    secrets: [],
    token: null,
    token_mark: null,
    require: "none",
    allow_ips: [],
    enforce: true,
    drift_seconds: 300,
    timezone: "UTC",
    currency: null,
    amount_unit: "major",
    decimal_comma: false,
    amount_updates: false,
    reversal_amount: null,
    reinstate: false,
    answer: "problem",
    rate_per_second: null,
    store: {
      bundle_ids: [],
      app_apple_id: null,
      package_names: [],
      push_email: null,
      audience: null,
      sandbox: false,
    },
    service_account: null,
    ...changes,
  };
}

/** A source that requires a signature. */
export const SIGNING = sourceWith({ secrets: [SECRET], require: "signature" });
/** Another source of the same advertiser. */
export const OTHER = sourceWith({
  id: 2,
  name: "App",
  key: "k3yOfTheOther",
  is_default: false,
  token: "token-of-the-other",
  secrets: [SECOND_SECRET],
});

/** A test's postback and the sources it has to prove itself to. */
export interface Request {
  method?: string;
  path?: string;
  query?: string;
  headers?: Record<string, string>;
  body?: string;
  ip?: string;
  token?: string;
  now_ms?: number;
  source?: SourceConfig | null;
  others?: SourceConfig[];
}

/** The input of the check. */
export function inputOf(request: Request): SenderInput {
  const { path = "/v1/postback", query, body, headers = {} } = request;
  const { source = null, others = [], now_ms = NOW_MS } = request;
  const raw = {
    id: "019a0000-0000-7000-8000-000000000000",
    received_at: now_ms,
    method: request.method ?? (body === undefined ? "GET" : "POST"),
    url: query === undefined ? path : `${path}?${query}`,
    headers,
    body: body === undefined ? null : Buffer.from(body),
    ip: request.ip ?? "198.51.100.7",
  };
  const read = readParameters(raw);
  return {
    raw,
    parameters: read.ok ? read.parameters : [],
    token: request.token ?? null,
    source,
    by_own_address: source !== null && path === `/v1/postback/${source.key}`,
    advertiser_sources: source === null ? others : [source, ...others],
    now_ms,
  };
}

/** Checks a request. */
export function check(request: Request): Sender {
  return checkSender(inputOf(request), new Trace());
}

/** The code of the refusal, or the proof that was found. */
export function outcomeOf(request: Request): string {
  const sender = check(request);
  return sender.ok ? sender.proof : sender.refusal.code;
}

/** The refusal's detail. */
export function detailOf(request: Request): string {
  const sender = check(request);
  return sender.ok ? "" : sender.refusal.detail;
}

/** A query with a correct `sig`. */
export function signed(
  query: string,
  changes: {
    secret?: string;
    method?: string;
    path?: string;
    body?: string;
  } = {},
): string {
  const ts = Number(/(?:^|&)ts=(\d+)/.exec(query)?.[1] ?? NOW_S);
  const body = changes.body;
  const sig = signQuery({
    secret: changes.secret ?? SECRET,
    ts,
    method: changes.method ?? (body === undefined ? "GET" : "POST"),
    path: changes.path ?? "/v1/postback",
    query,
    body: Buffer.from(body ?? ""),
  });
  return `${query}&sig=${sig}`;
}

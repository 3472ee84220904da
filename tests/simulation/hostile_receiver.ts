import type { Outgoing, SendResult } from "./delivery_types.ts";
import type { Chance } from "./virtual_time.ts";

/** A partner's behavior for a while. */
export type Mood =
  | "well"
  | "slow"
  | "hangs"
  | "drips"
  | "resets"
  | "refuses"
  | "throttles"
  | "unavailable"
  | "fails"
  | "says_no"
  | "redirects"
  | "floods"
  | "turned_private"
  | "our_fault"
  | "gone"
  | "whimsical";

type Certain = Exclude<Mood, "whimsical">;

/** A partner's tracker: its moods over time. */
export interface Partner {
  origin: string;
  phases: readonly { until_ms: number; mood: Mood }[];
}

/** The outcome of one request. */
export interface Fate {
  /** Delay until the partner receives it; null if it never does. */
  arrives_after_ms: number | null;
  /** Delay until the sender knows the result. */
  ends_after_ms: number;
  result: SendResult;
}

/** Success text for endpoints that check the body. */
export const SUCCESS_MATCH = '"success":true';

const WHIMS: readonly [Certain, ...Certain[]] = [
  ...(["well", "well", "slow", "hangs", "drips", "resets", "refuses"] as const),
  ...(["throttles", "unavailable", "fails", "says_no", "redirects"] as const),
  ...(["floods", "turned_private", "our_fault"] as const),
];

/** `Retry-After` values, valid and invalid. */
const RETRY_AFTERS = [
  ...([
    "0",
    "1",
    "7",
    "120",
    "3600",
    "999999999",
    "-5",
    "1.5",
    "soon",
  ] as const),
  ...(["", "Wed, 21 Oct 2015 07:28:00 GMT", "Sun, 99 Foo GMT"] as const),
  ...(["Fri, 31 Dec 9999 23:59:59 GMT", "123456789012345678901234"] as const),
] as const;

/** A partner's mood at a time. */
export function moodAt({ phases }: Partner, now_ms: number): Mood {
  const phase = phases.find(({ until_ms }) => now_ms < until_ms);
  return phase?.mood ?? phases.at(-1)?.mood ?? "well";
}

/** Decides what happens to a request to a partner. */
export function fateOf(
  partner: Partner,
  request: Outgoing,
  now_ms: number,
  chance: Chance,
): Fate {
  const mood = moodAt(partner, now_ms);
  const { timeout_ms, headers } = request;
  const nothing: SendResult = { ...NOTHING, headers };
  const quick_ms = chance.between(1, 120);
  const fate = FATES[mood === "whimsical" ? chance.oneOf(WHIMS) : mood];
  const { after_ms = quick_ms, is_received, ...result } = fate(chance);
  if (after_ms >= timeout_ms) {
    return {
      arrives_after_ms: is_received ? quick_ms : null,
      ends_after_ms: timeout_ms,
      result: { ...nothing, error: "TimeoutError: The operation timed out." },
    };
  }
  return {
    arrives_after_ms: is_received ? Math.min(quick_ms, after_ms) : null,
    ends_after_ms: after_ms,
    result: { ...nothing, ...result },
  };
}

interface Answer extends Partial<SendResult> {
  after_ms?: number;
  /** Whether the partner received the request. */
  is_received: boolean;
}

const FATES: Record<Certain, (chance: Chance) => Answer> = {
  well: () => answered(200, `{${SUCCESS_MATCH}}`),
  slow: (chance) => ({
    ...answered(200, `{${SUCCESS_MATCH}}`),
    after_ms: chance.between(2_000, 9_000),
  }),
  hangs: (chance) => ({
    after_ms: Number.POSITIVE_INFINITY,
    is_received: chance.happens(0.5),
  }),
  drips: () => ({ after_ms: Number.POSITIVE_INFINITY, is_received: true }),
  resets: (chance) => ({
    is_received: chance.happens(0.7),
    error: "Error: ECONNRESET",
  }),
  refuses: () => ({ is_received: false, error: "Error: ConnectionRefused" }),
  throttles: (chance) => ({
    ...answered(429, "slow down"),
    response_headers: { "retry-after": chance.oneOf(RETRY_AFTERS) },
  }),
  unavailable: () => answered(503, "busy"),
  fails: (chance) => answered(chance.oneOf([400, 404, 500]), "no"),
  says_no: () => answered(200, '{"success":false}'),
  redirects: () => ({
    ...answered(302, ""),
    response_headers: { location: "http://169.254.169.254/" },
  }),
  floods: () => answered(200, "x".repeat(16_384)),
  turned_private: () => ({
    is_received: false,
    error: '"p.example" resolves to 10.0.0.1, which is not public',
  }),
  our_fault: () => ({
    is_received: false,
    is_ours: true,
    error: "Error: EMFILE",
  }),
  gone: () => answered(410, "gone"),
};

function answered(http_status: number, body: string): Answer {
  const response_body = Buffer.from(body);
  return {
    is_received: true,
    http_status,
    response_headers: {},
    response_body,
  };
}

const NOTHING: SendResult = {
  headers: {},
  remote_address: null,
  http_status: null,
  response_headers: null,
  response_body: null,
  error: null,
  is_ours: false,
  lookup_ms: null,
  first_byte_ms: null,
};

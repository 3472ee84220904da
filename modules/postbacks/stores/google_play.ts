import { join } from "node:path";
import type { Clock } from "../../kernel/mod.ts";
import { Limiter, Problem } from "../../kernel/mod.ts";
import type { SenderDeps } from "../../deliveries/mod.ts";
import {
  faultOfClaims,
  findAddress,
  isOpenLookup,
  needsOrder,
  needsPurchase,
  readCredentials,
  readPlayMessage,
  StepFault,
} from "../../sources/mod.ts";
import type {
  PlayMessage,
  PlayNote,
  PurchaseLookup,
  RawPostback,
  SourceConfig,
  SourceDirectory,
  VerifiedToken,
} from "../../sources/mod.ts";
import { splitUrl } from "../read/read_request.ts";
import { withSourceKey } from "../read/kept_request.ts";
import { storeNoteOf } from "../read/store_note.ts";
import { playAudience } from "../read/store_notification.ts";
import { GoogleKeyRing } from "./google_key_ring.ts";
import { LookupShare } from "./lookup_share.ts";
import { askOutside, Unreached } from "./outside.ts";
import { PlayClient } from "./play_client.ts";

/** Look-ups under way, in all and of each source. */
const SHARE = { all_max: 64, each_max: 8, waiting_max: 64, wait_ms: 2_000 };
const SOURCES_MAX = 10_000;
const KEYS_MS = 2_000;
const RETRY_AFTER_S = 30;

export interface GooglePlayDeps {
  clock: Clock;
  sources: Pick<SourceDirectory, "byKey" | "keyOfMark">;
  sender: SenderDeps;
  data_dir: string;
  keys_url: string;
  api_url: string;
  failed(what: string, error: unknown): void;
}

/**
 * The questions to Google about Google Play's notifications. It is asked before a postback is read, by
 * nobody but its own request: a slow Google holds up no batch and no other postback.
 */
export class GooglePlay {
  readonly #deps: GooglePlayDeps;
  readonly #keys: GoogleKeyRing;
  readonly #client: PlayClient;
  readonly #share = new LookupShare(SHARE);
  readonly #rates = new Limiter({ keys_max: SOURCES_MAX });

  constructor(deps: GooglePlayDeps) {
    const { clock, data_dir, keys_url, sender, failed } = deps;
    this.#deps = deps;
    this.#keys = new GoogleKeyRing({
      clock,
      file: join(data_dir, "google-keys.json"),
      fetchKeys: () =>
        askOutside(sender, { url: keys_url, timeout_ms: KEYS_MS }),
      failed,
    });
    this.#client = new PlayClient(deps);
  }

  /** Why Google's keys are out of date; null if they aren't. */
  trouble(): string | null {
    return this.#keys.trouble();
  }

  /**
   * Adds what Google says to a notification: on arrival, or later where a purchase is not known yet. Any other
   * request is returned as it is. Throws a Problem (503) where Google's keys can't be asked for, without which
   * nobody knows who sent it: Pub/Sub keeps the message and sends it again.
   */
  async ask(raw: RawPostback, public_url: string): Promise<RawPostback> {
    const { sources } = this.#deps;
    const whole = withSourceKey(raw, (mark) => sources.keyOfMark(mark));
    const source = this.#sourceOf(whole);
    if (source === null) return raw;
    if (raw.is_kept !== true) {
      const token = await this.#tokenOf(whole, source);
      const purchase = await this.#lookUp(whole, { source, token, public_url });
      const verified = purchase === null ? { token } : { token, purchase };
      return { ...raw, verified };
    }
    const known = storeNoteOf(raw);
    if (known === null || !isOpen(known, whole)) return raw;
    const { token } = known;
    const purchase = await this.#lookUp(whole, { source, token, public_url });
    const is_more =
      purchase?.kind === "found" || known.purchase?.kind !== "found";
    if (purchase === null || !is_more) return raw;
    return { ...raw, verified: { token, purchase } };
  }

  #sourceOf({ method, url, received_at }: RawPostback): SourceConfig | null {
    const { path, query } = splitUrl(url);
    const address = findAddress(method, path, query);
    if (address?.store !== "google_play" || address.source_key === null)
      return null;
    const source = this.#deps.sources.byKey(address.source_key, received_at);
    return source?.preset === "google_play" ? source : null;
  }

  /** The token without the key of the source, which its audience usually names. */
  async #tokenOf(
    raw: RawPostback,
    source: SourceConfig,
  ): Promise<VerifiedToken | null> {
    const text = readCredentials(raw.headers);
    if (text === null) return null;
    const token = await this.#verify(text);
    if (token.kind !== "valid") return token;
    const { source_key } =
      findAddress(raw.method, splitUrl(raw.url).path, "") ?? {};
    const keys = [source_key, source.key].filter(
      (key) => typeof key === "string",
    );
    const aud = keys.reduce(
      (shown, key) => shown.replaceAll(key, "{key}"),
      token.claims.aud,
    );
    return { ...token, claims: { ...token.claims, aud } };
  }

  async #verify(text: string): Promise<VerifiedToken> {
    try {
      return await this.#keys.verify(text);
    } catch (error) {
      if (!(error instanceof Unreached)) throw error;
      this.#deps.failed("asking for Google's keys", error);
      throw unavailable(`Google can't be asked now: ${error.message}`);
    }
  }

  /** Looks up what a notification is about; null where nothing has to be, or nobody proved that it is Google's. */
  async #lookUp(
    raw: RawPostback,
    {
      source,
      token,
      public_url,
    }: {
      source: SourceConfig;
      token: VerifiedToken | null;
      public_url: string;
    },
  ): Promise<PurchaseLookup | null> {
    const message = isFromGoogle(token, raw, source, public_url)
      ? messageOf(raw)
      : null;
    if (message === null || !needsPurchase(message, source)) return null;
    const { id, service_account } = source;
    try {
      if (raw.is_kept !== true) this.#takeRate(source);
      return await this.#share.run(id, () =>
        this.#client.lookUp(message, service_account),
      );
    } catch (error) {
      this.#deps.failed("looking up a purchase at Google Play", error);
      const is_known = error instanceof Unreached;
      const why = is_known ? error.message : "looking it up failed";
      return { kind: "unreached", why: `${why}; it is asked again` };
    }
  }

  /** A source that is flooded doesn't ask more often than it may be sent to. */
  #takeRate({ id, rate_per_second: refill }: SourceConfig): void {
    if (refill === null) return;
    const rate = { at_once: Math.max(1, refill), refill, refill_ms: 1_000 };
    const now_ms = this.#deps.clock.nowMs();
    if (this.#rates.take(String(id), rate, now_ms) === 0) return;
    throw new Unreached(`the source takes ${refill} a second`);
  }
}

/** Whether asking again may tell more than what is kept with a notification. */
function isOpen({ purchase }: PlayNote, raw: RawPostback): boolean {
  const message = messageOf(raw);
  return isOpenLookup(purchase, message !== null && needsOrder(message));
}

/** Nobody but who proves itself makes us ask Google for a purchase. */
function isFromGoogle(
  token: VerifiedToken | null,
  { received_at }: RawPostback,
  { store, drift_seconds }: SourceConfig,
  public_url: string,
): boolean {
  if (token?.kind !== "valid" || store.push_email === null) return false;
  const audience = store.audience ?? playAudience(public_url);
  const expected = { audience, email: store.push_email, drift_seconds };
  return faultOfClaims(token.claims, expected, received_at) === null;
}

/** The message of a push; null if it can't be read, which its reading tells. */
function messageOf({ body }: RawPostback): PlayMessage | null {
  try {
    return readPlayMessage(body);
  } catch (error) {
    if (error instanceof StepFault) return null;
    throw error;
  }
}

function unavailable(detail: string): Problem {
  const headers = { "retry-after": String(RETRY_AFTER_S) };
  return new Problem(503, "unavailable", detail, { headers });
}

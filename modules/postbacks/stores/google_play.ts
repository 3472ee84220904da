import { join } from "node:path";
import type { Clock } from "../../kernel/mod.ts";
import { Problem } from "../../kernel/mod.ts";
import type { SenderDeps } from "../../deliveries/mod.ts";
import {
  faultOfClaims,
  findAddress,
  needsPurchase,
  readCredentials,
  readPlayMessage,
  StoreFault,
} from "../../sources/mod.ts";
import type {
  PlayMessage,
  PlayNote,
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
import { askOutside, Unreached } from "./outside.ts";
import { PlayClient } from "./play_client.ts";

/** Look-ups under way; what comes beyond is asked to come again. */
const LOOKUPS_MAX = 64;
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
  #lookups = 0;

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
   * Adds what Google says to a notification: on arrival, or later where a purchase could not be looked up as the source was
   * set up then. Any other request is returned as it is. Throws a Problem (503) where Google can't be asked
   * now: Pub/Sub keeps the message and sends it again.
   */
  async ask(raw: RawPostback, public_url: string): Promise<RawPostback> {
    const { sources, failed } = this.#deps;
    const whole = withSourceKey(raw, (mark) => sources.keyOfMark(mark));
    const source = this.#sourceOf(whole);
    if (source === null) return raw;
    const known = storeNoteOf(raw);
    if (raw.is_kept === true && !isOpen(known)) return raw;
    try {
      const token =
        raw.is_kept === true
          ? (known?.token ?? null)
          : await this.#tokenOf(whole, source);
      const note = await this.#noteOf(whole, { source, token, public_url });
      return { ...raw, verified: note };
    } catch (error) {
      if (!(error instanceof Unreached)) throw error;
      failed("asking Google about a notification", error);
      throw unavailable(`Google can't be asked now: ${error.message}`);
    }
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
    const token = await this.#keys.verify(text);
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

  async #noteOf(
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
  ): Promise<PlayNote> {
    const message = isFromGoogle(token, raw, source, public_url)
      ? messageOf(raw)
      : null;
    if (message === null || !needsPurchase(message, source)) return { token };
    if (this.#lookups >= LOOKUPS_MAX) {
      throw new Unreached(
        `${LOOKUPS_MAX} purchases are being looked up already`,
      );
    }
    this.#lookups++;
    try {
      const purchase = await this.#client.lookUp(
        message,
        source.service_account,
      );
      return { token, purchase };
    } finally {
      this.#lookups--;
    }
  }
}

/** Whether asking again may tell more than what is kept with a notification. */
function isOpen(note: PlayNote | null): boolean {
  if (note === null) return false;
  return note.purchase === undefined || note.purchase.kind === "refused";
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
    if (error instanceof StoreFault) return null;
    throw error;
  }
}

function unavailable(detail: string): Problem {
  const headers = { "retry-after": String(RETRY_AFTER_S) };
  return new Problem(503, "unavailable", detail, { headers });
}

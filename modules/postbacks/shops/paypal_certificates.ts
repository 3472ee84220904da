import type { SenderDeps } from "../../deliveries/mod.ts";
import { Limiter, Problem } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import {
  CERTIFICATE_HEADER,
  findAddress,
  readCertificateUrl,
  readPayPalCertificate,
} from "../../sources/mod.ts";
import type {
  PayPalCertificate,
  RawPostback,
  SourceConfig,
  SourceDirectory,
} from "../../sources/mod.ts";
import { splitUrl } from "../read/read_request.ts";
import { readOutside, Unreached } from "../stores/outside.ts";

/** PayPal signs with few certificates at a time. */
const KEPT_MAX = 100;
/** A certificate is fetched anew after a day, so that PayPal can take it back. */
const FRESH_MS = 86_400_000;
/** A certificate that PayPal doesn't have is asked for again after ten minutes. */
const REFUSED_MS = 600_000;
const TIMEOUT_MS = 3_000;
const RETRY_AFTER_S = 30;
const SOURCES_MAX = 10_000;
/** Unknown certificates that one source may have PayPal asked for. */
const RATE = { at_once: 5, refill: 1, refill_ms: 10_000 };

export interface PayPalCertificateDeps {
  clock: Clock;
  sources: Pick<SourceDirectory, "byKey">;
  sender: SenderDeps;
  /** Where all are fetched instead of from PayPal's own hosts; for tests. */
  certificates_url: string | null;
  failed(what: string, error: unknown): void;
}

interface Kept {
  /** A text says why it doesn't count. */
  certificate: PayPalCertificate | string;
  until_ms: number;
}

/**
 * The certificates that PayPal signs its webhooks with: fetched from PayPal's own hosts alone, when a request at a
 * source of its own names one that is not known yet, and kept.
 */
export class PayPalCertificates {
  readonly #deps: PayPalCertificateDeps;
  readonly #kept = new Map<string, Kept>();
  readonly #fetching = new Map<string, Promise<void>>();
  readonly #rates = new Limiter({ keys_max: SOURCES_MAX });

  constructor(deps: PayPalCertificateDeps) {
    this.#deps = deps;
  }

  /** The certificate at an address, or why there is none. */
  certificateAt(url: string): PayPalCertificate | string {
    return this.#kept.get(url)?.certificate ?? "PayPal was not asked for it";
  }

  /**
   * Fetches the certificate that a request names, unless it is known. Throws a Problem (503) where PayPal can't be
   * asked, without which nobody knows who sent it: PayPal sends it again for days.
   */
  async learn(raw: RawPostback): Promise<void> {
    const url = raw.headers[CERTIFICATE_HEADER] ?? "";
    const source = raw.is_kept === true ? null : this.#sourceOf(raw);
    if (source === null || readCertificateUrl(url) === null) return;
    const now_ms = this.#deps.clock.nowMs();
    const known = this.#kept.get(url);
    if (known !== undefined && now_ms < known.until_ms) return;
    const under_way = this.#fetching.get(url);
    if (
      under_way === undefined &&
      this.#rates.take(String(source.id), RATE, now_ms) > 0
    ) {
      return;
    }
    const fetching =
      under_way ??
      this.#fetch(url).finally(() => {
        this.#fetching.delete(url);
      });
    this.#fetching.set(url, fetching);
    try {
      await fetching;
    } catch (error) {
      if (!(error instanceof Unreached)) throw error;
      this.#deps.failed("fetching a certificate of PayPal's", error);
      // A known one that is to be renewed goes on for as long as it is valid.
      if (typeof known?.certificate === "object") return;
      throw unavailable(`PayPal can't be asked now: ${error.message}`);
    }
  }

  #sourceOf({ method, url, received_at }: RawPostback): SourceConfig | null {
    const { path, query } = splitUrl(url);
    const address = findAddress(method, path, query);
    if (address?.kind !== "source" || address.source_key === null) return null;
    const source = this.#deps.sources.byKey(address.source_key, received_at);
    return source?.preset === "paypal" ? source : null;
  }

  async #fetch(url: string): Promise<void> {
    const { certificates_url, sender, clock } = this.#deps;
    const { origin, path } = readCertificateUrl(url) ?? {
      origin: "",
      path: "",
    };
    const { status, text } = await readOutside(sender, {
      url: `${certificates_url ?? origin}${path}`,
      headers: { accept: "*/*" },
      timeout_ms: TIMEOUT_MS,
    });
    const certificate =
      status === 200
        ? readPayPalCertificate(text)
        : `PayPal answers ${status} for it`;
    const is_good = typeof certificate === "object";
    const until_ms = clock.nowMs() + (is_good ? FRESH_MS : REFUSED_MS);
    if (this.#kept.size >= KEPT_MAX) this.#kept.clear();
    this.#kept.set(url, { certificate, until_ms });
  }
}

function unavailable(detail: string): Problem {
  const headers = { "retry-after": String(RETRY_AFTER_S) };
  return new Problem(503, "unavailable", detail, { headers });
}

import type { Configuration } from "../../campaigns/mod.ts";
import type {
  PayPalCertificate,
  RawPostback,
  SourceDirectory,
} from "../../sources/mod.ts";
import type { References } from "../judge/references.ts";
import type { LearnDeps } from "../judge/find_click.ts";
import type { TriedMapping } from "./locate_sender.ts";
import type { StoreChecks } from "./store_notification.ts";

export interface ReadPostbackDeps extends LearnDeps {
  configuration: Configuration;
  sources: SourceDirectory;
  references: Pick<References, "click"> &
    Partial<Pick<References, "orderOfPayment">>;
  /** Absent: stores are held against Apple's root alone. */
  stores?: StoreChecks | undefined;
  /** The certificate of PayPal's at an address, as far as it was fetched; a text says why there is none. */
  certificateAt?(url: string): PayPalCertificate | string;
  /** Adds to a store's notification what has to be asked outside; returns other requests as they are. */
  askStores?(raw: RawPostback): Promise<RawPostback>;
}

/** Options for reading: on arrival, or later as of the arrival. */
export interface ReadOptions {
  /** Checks the nonce against used ones, and uses it up. */
  checks_nonce: boolean;
  /** The database is unavailable: use only what is in memory. */
  is_offline?: boolean;
  /** Tried instead of the mapping that its source has. */
  mapping?: TriedMapping | undefined;
}

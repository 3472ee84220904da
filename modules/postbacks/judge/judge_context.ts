import type { SaleContext } from "../../conversions/mod.ts";

/** Everything an event is judged against. */
export interface JudgeContext extends SaleContext {
  /** Content of the nonces used by accepted postbacks, keyed by `nonceKey()`. */
  nonces: Map<string, Uint8Array>;
}

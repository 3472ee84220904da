import type { VerifiedToken } from "./verified_token.ts";
import type { PurchaseLookup } from "./play_purchase.ts";

/** Findings about a notification on arrival, with which it can be judged again without asking anybody. */
export interface PlayNote {
  /** Null: it came without a token. */
  token: VerifiedToken | null;
  /** Absent where nothing had to be looked up. */
  purchase?: PurchaseLookup;
}

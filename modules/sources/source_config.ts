import type { StatusMeaning } from "../../db/schema/mod.ts";
import type { Cidr } from "../kernel/mod.ts";
import type { AnswerStyle } from "./platforms/answer_style.ts";
import type { PresetName } from "./platforms/presets.ts";
import type { NameTable } from "./names.ts";

/** What a postback has to show before it is believed, from the weakest on. */
export const PROOFS = ["none", "token", "signature"] as const;

/** How much a postback has proven, or has to prove. */
export type Proof = (typeof PROOFS)[number];

/** Whether a proof is at least as strong as another one. */
export function provesAtLeast(proof: Proof, needed: Proof): boolean {
  return PROOFS.indexOf(proof) >= PROOFS.indexOf(needed);
}

/** A source ready to be used: its preset laid under what it says itself, its secrets unsealed. */
export interface SourceConfig {
  id: number;
  advertiser_id: number;
  name: string;
  /** The random part of its own address `/v1/postback/{key}`. */
  key: string;
  is_default: boolean;
  preset: PresetName | null;
  /** Which of the sender's names mean what. */
  names: NameTable;
  /** The sender's goals in lower case, each with the key of ours. */
  goal_map: ReadonlyMap<string, string>;
  /** The sender's status words in lower case. */
  status_map: ReadonlyMap<string, StatusMeaning>;
  /** Live signing secrets in clear; two while rotating. */
  secrets: readonly string[];
  token: string | null;
  /** The mark that replaces the token in stored requests. */
  token_mark: string | null;
  require: Proof;
  /** Empty: any address. */
  allow_ips: readonly Cidr[];
  /** False: what a check would have refused is recorded, and passes. */
  enforce: boolean;
  drift_seconds: number;
  timezone: string;
  currency: string | null;
  amount_unit: "major" | "minor";
  decimal_comma: boolean;
  amount_updates: boolean;
  reversal_amount: "refunded" | "remaining" | null;
  reinstate: boolean;
  answer: AnswerStyle;
  rate_per_second: number | null;
}

/** What the advertiser asks of whoever makes a conversion: its source's own proof, and at least what any of them asks. */
export function neededProof(
  source: SourceConfig | null,
  all: readonly SourceConfig[],
): Proof {
  const own = source?.enforce === true ? source.require : "none";
  const any = all.some(({ enforce, require }) => enforce && require !== "none");
  return PROOFS[Math.max(PROOFS.indexOf(own), any ? 1 : 0)] ?? own;
}

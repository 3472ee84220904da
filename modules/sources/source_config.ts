import type { StatusMeaning } from "../../db/schema/mod.ts";
import type { Cidr } from "../kernel/mod.ts";
import type { AnswerStyle } from "./platforms/answer_style.ts";
import type { PresetName } from "./platforms/presets.ts";
import type { NameTable } from "./names.ts";

/** Kinds of proof that a postback may need, weakest first. */
export const PROOFS = ["none", "token", "signature"] as const;

/** Proof that a postback gave or needs. */
export type Proof = (typeof PROOFS)[number];

/** Whether a proof is at least as strong as another. */
export function provesAtLeast(proof: Proof, needed: Proof): boolean {
  return PROOFS.indexOf(proof) >= PROOFS.indexOf(needed);
}

/** A source ready to use: its own settings applied over its preset, its secrets unsealed. */
export interface SourceConfig {
  id: number;
  advertiser_id: number;
  name: string;
  /** The random part of its own address `/v1/postback/{key}`. */
  key: string;
  is_default: boolean;
  preset: PresetName | null;
  /** The sender's parameter names. */
  names: NameTable;
  /** The sender's goals in lower case, mapped to our goal keys. */
  goal_map: ReadonlyMap<string, string>;
  /** The sender's status words in lower case. */
  status_map: ReadonlyMap<string, StatusMeaning>;
  /** Live signing secrets in plain text; two during rotation. */
  secrets: readonly string[];
  token: string | null;
  /** The mark that replaces the token in stored requests. */
  token_mark: string | null;
  require: Proof;
  /** Empty: any address. */
  allow_ips: readonly Cidr[];
  /** False: failed checks are recorded but let pass. */
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

/**
 * The proof needed for a new conversion: the source's own requirement, and at least a token if
 * any source of the advertiser requires proof.
 */
export function neededProof(
  source: SourceConfig | null,
  all: readonly SourceConfig[],
): Proof {
  const own = source?.enforce === true ? source.require : "none";
  const any = all.some(({ enforce, require }) => enforce && require !== "none");
  return PROOFS[Math.max(PROOFS.indexOf(own), any ? 1 : 0)] ?? own;
}

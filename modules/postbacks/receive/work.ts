import type { EarlierVerdict } from "../../../db/schema/mod.ts";
import type { VersionStep } from "../../conversions/mod.ts";
import type { Answer } from "./answer.ts";
import type { UsedNonce } from "../judge/nonces.ts";
import type { ReadPostback } from "../read/read_postback.ts";
import type { Trace } from "../read/trace.ts";

/** A postback that was read and awaits its verdict. */
export interface Work {
  read: ReadPostback;
  /** Verdicts on record; null for a new postback. */
  stored: EarlierVerdict[] | null;
  /** Stored in the strangers' table, which it has to leave. */
  is_stranger?: boolean;
}

/** A judged postback. */
export interface Judged {
  work: Work;
  answer: Answer;
  trace: Trace;
  conversion_id: string | null;
  step: VersionStep | null;
  cap_added: ReadonlyMap<number, bigint>;
  nonce: UsedNonce | null;
  /** Key for counting a new conversion, if a rule may ask for the rate. */
  rate_key: string | null;
}

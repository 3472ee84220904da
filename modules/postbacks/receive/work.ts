import type { EarlierVerdict } from "../../../db/schema/mod.ts";
import type { VersionStep } from "../../conversions/mod.ts";
import type { Answer } from "./answer.ts";
import type { UsedNonce } from "../judge/nonces.ts";
import type { ReadPostback } from "../read/read_postback.ts";
import type { Trace } from "../read/trace.ts";

/** A postback that was read and waits for its verdict. */
export interface Work {
  read: ReadPostback;
  /** The verdict that is on record; null for a new postback. */
  stored: EarlierVerdict[] | null;
  /** It is kept with those of strangers, and has to leave them. */
  is_stranger?: boolean;
}

/** What became of one postback. */
export interface Judged {
  work: Work;
  answer: Answer;
  trace: Trace;
  conversion_id: string | null;
  step: VersionStep | null;
  cap_added: ReadonlyMap<number, bigint>;
  nonce: UsedNonce | null;
  /** What a new conversion is counted by, where a rule may ask how many there are. */
  rate_key: string | null;
}

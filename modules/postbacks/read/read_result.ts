import type {
  AnswerStyle,
  NameTable,
  Parameter,
  Proof,
  RawPostback,
  Refusal,
  SourceConfig,
  UnmappedWord,
} from "../../sources/mod.ts";
import type { FoundClick } from "../judge/find_click.ts";
import type { ResolvedEvent } from "./resolve_event.ts";
import type { WrongSignature } from "./sender_signature.ts";
import type { Trace } from "./trace.ts";

/** A postback that was read, ready to be judged. */
export interface ReadPostback {
  raw: RawPostback;
  /** The request as it is stored. */
  kept: RawPostback;
  trace: Trace;
  parameters: readonly Parameter[];
  advertiser_id: number | null;
  source: SourceConfig | null;
  /** The proof that the sender gave. */
  proof: Proof;
  /** The signature that no secret makes; what the mistake is, nobody has searched yet. */
  wrong_signature: WrongSignature | null;
  /** Answer format of the sender, including Keitaro's own words for success. */
  answer: AnswerStyle;
  unmapped: UnmappedWord[];
  /** The clicks that it names. */
  clicks: readonly FoundClick[];
  /** The sender's parameter names. */
  names: NameTable;
  result:
    | { kind: "event"; event: ResolvedEvent }
    | { kind: "ignored" }
    | { kind: "refused"; refusal: Refusal };
}

import { isUnreplaced } from "../../kernel/mod.ts";
import {
  refusal,
  PROOFS,
  provesAtLeast,
  NameTable,
} from "../../sources/mod.ts";
import type {
  Refusal,
  RefusalCode,
  Proof,
  SourceConfig,
} from "../../sources/mod.ts";
import {
  describeSigned,
  readSigning,
  refusalOf,
  sourcesToTry,
  wrongSignature,
  inQuery,
  isTokenOf,
  takesFrom,
} from "./sender_signature.ts";
import type {
  Signing,
  SigningInput,
  WrongSignature,
} from "./sender_signature.ts";
import type { Trace } from "./trace.ts";

/** A postback and the sources that it may have to prove itself to. */
export interface SenderInput extends SigningInput {
  /** The token sent under the source's name for it, or as basic or bearer auth. */
  token: string | null;
  /** Whether it was sent to that source's own address, whose key is secret. */
  by_own_address: boolean;
}

/** The proof that a sender gave, or the refusal. */
export type Sender =
  | {
      ok: true;
      /** The strongest proof that was verified. */
      proof: Proof;
      /** The signature scheme; null without a valid signature. */
      scheme: "query" | "webhook" | null;
      /** Null without a valid signature. */
      signed_at: number | null;
      nonce: string | null;
      /** False if it is signed as a webhook: only the signed body may be read then. */
      reads_query: boolean;
      /** Refusals that were let pass because the source does not enforce its checks. */
      let_pass: RefusalCode[];
      wrong_signature: WrongSignature | null;
    }
  | {
      ok: false;
      refusal: Refusal;
      wrong_signature: WrongSignature | null;
    };

const NONCE_CHARS_MAX = 255;

/**
 * Checks who sent a postback. It has to satisfy the source that judges it. And if any source of
 * the advertiser requires proof, it has to satisfy one of those at any address: affiliates know
 * their click ids and could post them themselves.
 */
export function checkSender(input: SenderInput, trace: Trace): Sender {
  const gate = new Gate(input.source, trace);
  const stopped = checkAddress(input, gate);
  if (stopped !== null) return refusing(stopped);
  const signing = readSigning(input);
  const nonce = readNonce(input, signing);
  const unclear = findDoubled(input, signing) ?? nonce.refusal;
  if (unclear !== null) {
    trace.refused("signature", unclear);
    return refusing(unclear);
  }
  const refused =
    checkToken(input, signing, gate) ??
    checkSignature(input, signing, gate) ??
    checkOwnProof(input, signing, gate) ??
    checkAdvertiserProof(input, signing, trace);
  const wrong_signature = wrongSignature(signing);
  if (refused !== null) return refusing(refused, wrong_signature);
  const proof = strongest(input, signing);
  trace.passed("proof", describeProof(input, proof));
  const { signed } = signing;
  return {
    ok: true,
    proof,
    scheme: signed?.claim.scheme ?? null,
    signed_at: signed === null ? null : Number(signed.claim.timestamp) * 1000,
    nonce: nonce.value,
    reads_query: signed?.claim.scheme !== "webhook",
    let_pass: gate.let_pass,
    wrong_signature,
  };
}

function refusing(
  refused: Refusal,
  wrong_signature: WrongSignature | null = null,
): Sender {
  return { ok: false, refusal: refused, wrong_signature };
}

/**
 * Refuses on behalf of a source, or records the fault and lets it pass if the source does not
 * enforce its checks.
 */
class Gate {
  readonly let_pass: RefusalCode[] = [];
  readonly trace: Trace;
  readonly #enforces: boolean;

  constructor(source: SourceConfig | null, trace: Trace) {
    this.trace = trace;
    this.#enforces = source?.enforce ?? true;
  }

  refuse(step: string, refused: Refusal, looked_at: string): Refusal | null {
    if (this.#enforces) {
      this.trace.refused(step, refused, looked_at);
      return refused;
    }
    const { code, detail } = refused;
    if (!this.let_pass.includes(code)) this.let_pass.push(code);
    const found = `Let pass, since the source does not enforce its checks: ${detail}`;
    this.trace.steps.push({ step, looked_at, expected: code, found, ok: true });
    return null;
  }
}

function checkAddress(input: SenderInput, gate: Gate): Refusal | null {
  const { raw, source } = input;
  if (source === null || source.allow_ips.length === 0) return null;
  if (!takesFrom(source, raw.ip)) {
    const detail = `${raw.ip.slice(0, 64)} is not among the addresses that this source takes postbacks from`;
    return gate.refuse(
      "address",
      refusal("sender_not_allowed", detail),
      raw.ip,
    );
  }
  gate.trace.passed("address", "Among those of the source", raw.ip);
  return null;
}

/**
 * A doubled parameter can't be verified: it is unclear which of the two was signed, and which
 * is meant.
 */
function findDoubled(input: SenderInput, signing: Signing): Refusal | null {
  const { claim, signed, fault } = signing;
  if (signed?.claim.scheme === "webhook") return null;
  const is_looked_at = signed !== null || fault !== null;
  const is_signed = claim?.scheme === "query" && is_looked_at;
  const names = is_signed ? ["sig", "ts", "nonce"] : ["nonce"];
  const doubled = names.find(
    (name) => inQuery(input.parameters, name).length > 1,
  );
  if (doubled === undefined) return null;
  return refusal("malformed", `\`${doubled}\` is in the query more than once`);
}

interface ReadNonce {
  value: string | null;
  refusal: Refusal | null;
}

function readNonce(input: SenderInput, { signed }: Signing): ReadNonce {
  const names = input.source?.names ?? NameTable.published;
  const values =
    signed?.claim.scheme === "webhook"
      ? [signed.claim.id]
      : names
          .only(input.parameters, "nonce")
          .map(({ value }) => value)
          // Otherwise all unreplaced placeholders would count as the same nonce.
          .filter((value) => !isUnreplaced(value));
  const [value = null] = values;
  if (values.length > 1) {
    const detail = "The nonce is given more than once, with different values";
    return { value: null, refusal: refusal("malformed", detail) };
  }
  if (value !== null && value.length > NONCE_CHARS_MAX) {
    const detail = `The nonce has ${value.length} characters; ${NONCE_CHARS_MAX} are allowed`;
    return { value: null, refusal: refusal("malformed", detail) };
  }
  return { value, refusal: null };
}

function checkToken(
  input: SenderInput,
  { signed }: Signing,
  gate: Gate,
): Refusal | null {
  const { source, token } = input;
  if (token === null || token === "") return null;
  if (source === null || source.token === null) {
    gate.trace.passed("token", "One was sent, but this source has none");
    return null;
  }
  if (isTokenOf(source, input)) {
    gate.trace.passed("token", "It is the source's");
    return null;
  }
  if (signed !== null) {
    gate.trace.passed("token", "It is wrong, but the signature is valid");
    return null;
  }
  const owner = input.advertiser_sources.find((other) =>
    isTokenOf(other, input),
  );
  const detail =
    owner === undefined
      ? "The token is not that of the source"
      : `The token is that of the source "${owner.name}", which has an address of its own`;
  return gate.refuse("token", refusal("bad_token", detail), "token");
}

function checkSignature(
  input: SenderInput,
  signing: Signing,
  gate: Gate,
): Refusal | null {
  const { claim, signed, fault } = signing;
  if (claim === null) return null;
  if (signed !== null && signed.by.id === input.source?.id) {
    // The common case: what was signed is only described where there may be doubt.
    gate.trace.passed("signature", `Valid (${claim.scheme})`);
    return null;
  }
  const looked_at = describeSigned(input, claim);
  if (fault !== null && fault.by.id === input.source?.id) {
    return gate.refuse("signature", refusalOf(signing, fault), looked_at);
  }
  if (signed !== null) {
    const found = `Valid, by a secret of the source "${signed.by.name}"`;
    gate.trace.passed("signature", found, looked_at);
  } else if (fault === null) {
    const found =
      "Not looked at: no source of the advertiser has a secret, so `sig` and `ts` are parameters like any other";
    gate.trace.passed("signature", found, looked_at);
  } else {
    const found = "No secret of the advertiser made it: it proves nothing";
    gate.trace.passed("signature", found, looked_at);
  }
  return null;
}

function checkOwnProof(
  input: SenderInput,
  signing: Signing,
  gate: Gate,
): Refusal | null {
  const { source } = input;
  if (source === null) return null;
  const own = proofBefore(source, input, signing);
  if (provesAtLeast(own, source.require)) return null;
  const looked_at = `What the source requires: ${source.require}`;
  if (source.require === "token") {
    return gate.refuse(
      "proof",
      refusal("bad_token", PROVE_YOURSELF),
      looked_at,
    );
  }
  // The wrong signature was already reported.
  if (signing.fault?.by.id === source.id) return null;
  const detail =
    source.secrets.length === 0
      ? "This source requires a signature, but has no secret yet to check one by"
      : SIGN_IT;
  return gate.refuse("proof", refusal("missing_signature", detail), looked_at);
}

const PROVE_YOURSELF =
  "This sender has to prove itself: send `token`, or post to the source's own address";
const SIGN_IT =
  "This sender has to sign: send `ts` and `sig` in the query, or the headers of a Standard Webhook";

/** The proof that a request gives to one source. */
function proofBefore(
  source: SourceConfig,
  input: SenderInput,
  { signed }: Signing,
): Proof {
  if (signed?.by.id === source.id) return "signature";
  const is_own_address = input.by_own_address && source.id === input.source?.id;
  return is_own_address || isTokenOf(source, input) ? "token" : "none";
}

function checkAdvertiserProof(
  input: SenderInput,
  signing: Signing,
  trace: Trace,
): Refusal | null {
  const asking = input.advertiser_sources.filter(
    ({ enforce, require }) => enforce && require !== "none",
  );
  if (asking.length === 0) return null;
  const is_proven = sourcesToTry(input).some((source) => {
    const proof = proofBefore(source, input, signing);
    return proof !== "none" && provesAtLeast(proof, source.require);
  });
  if (is_proven) return null;
  const refused = whyUnproven(signing, asking);
  trace.refused("proof", refused, "What the advertiser's sources require");
  return refused;
}

function whyUnproven(
  signing: Signing,
  asking: readonly SourceConfig[],
): Refusal {
  if (signing.signed === null && signing.fault !== null) {
    return refusalOf(signing, signing.fault);
  }
  if (asking.every(({ require }) => require === "signature")) {
    return refusal("missing_signature", SIGN_IT);
  }
  return refusal("bad_token", PROVE_YOURSELF);
}

function strongest(input: SenderInput, signing: Signing): Proof {
  const proofs = sourcesToTry(input).map((source) =>
    proofBefore(source, input, signing),
  );
  return PROOFS.findLast((proof) => proofs.includes(proof)) ?? "none";
}

function describeProof({ source }: SenderInput, proof: Proof): string {
  const required =
    source === null
      ? "no source asks for it"
      : `the source requires ${source.require}`;
  return `Proven: ${proof}; ${required}`;
}

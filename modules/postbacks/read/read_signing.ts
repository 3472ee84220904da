import { refusal, splitUrl } from "../../sources/mod.ts";
import type {
  Refusal,
  SourceConfig,
  Parameter,
  RawPostback,
} from "../../sources/mod.ts";
import { faultOf, signatureClaims, takesFrom } from "./sender_signature.ts";
import type { SignatureClaim, SignatureFault } from "./sender_signature.ts";

const NAMES_SHOWN_MAX = 30;
const NAME_CHARS_MAX = 60;
const PATH_CHARS_MAX = 200;

/** A request and the sources whose secrets may have signed it. */
export interface SigningInput {
  raw: RawPostback;
  parameters: readonly Parameter[];
  /** The source that judges; null if the advertiser has none or is unknown. */
  source: SourceConfig | null;
  /** All sources of the advertiser. */
  advertiser_sources: readonly SourceConfig[];
  /** Arrival time, also for queued and replayed postbacks. */
  now_ms: number;
}

/** The result of checking a request's signatures. */
export interface Signing {
  /** The valid claim, else the last one. */
  claim: SignatureClaim | null;
  /** The source whose secret made the signature; null if none did. */
  signed: { claim: SignatureClaim; by: SourceConfig } | null;
  /** The fault found with the judging source's secrets, else with the first source that has any. */
  fault: { found: SignatureFault; by: SourceConfig } | null;
}

/** Checks a request's signatures against the judging source, then the advertiser's others. */
export function readSigning(input: SigningInput): Signing {
  const { raw, source, now_ms } = input;
  const claims = signatureClaims(raw, input.parameters);
  const able = sourcesToTry(input).filter(({ secrets }) => secrets.length > 0);
  for (const by of able) {
    for (const claim of claims) {
      if (faultOf(claim, by, { raw, now_ms }) !== null) continue;
      const of_other = source !== null && source.id !== by.id;
      const other = of_other ? faultFor(source, claim, input) : null;
      return { claim, signed: { claim, by }, fault: other };
    }
  }
  const claim = claims.at(-1) ?? null;
  const [first] = able;
  const fault =
    claim === null || first === undefined
      ? null
      : faultFor(first, claim, input);
  return { claim, signed: null, fault };
}

function faultFor(
  by: SourceConfig,
  claim: SignatureClaim,
  { raw, now_ms }: SigningInput,
): Signing["fault"] {
  if (by.secrets.length === 0) return null;
  const found = faultOf(claim, by, { raw, now_ms });
  return found === null ? null : { found, by };
}

/**
 * The judging source first. Proof to another source counts only from the addresses that it
 * allows.
 */
export function sourcesToTry(input: SigningInput): SourceConfig[] {
  const { source, advertiser_sources, raw } = input;
  const others = advertiser_sources.filter(
    (other) =>
      other.id !== source?.id && (!other.enforce || takesFrom(other, raw.ip)),
  );
  return source === null ? others : [source, ...others];
}

/** What a wrong signature's refusal says until somebody asks for the mistake behind it. */
export const NO_SECRET_MAKES_IT =
  "no secret of the source makes it over this request";

/** The refusal for a fault. Searching for the mistake takes many hashes, so it isn't done here. */
export function refusalOf(
  { signed }: Signing,
  fault: NonNullable<Signing["fault"]>,
): Refusal {
  if (fault.found !== "wrong") return fault.found;
  const why =
    signed === null
      ? NO_SECRET_MAKES_IT
      : `it was made with a secret of the source "${signed.by.name}"`;
  return refusal("bad_signature", `The signature is wrong: ${why}`);
}

/** A claim that no secret of its source verifies. */
export interface WrongSignature {
  claim: SignatureClaim;
  by: SourceConfig;
}

/** The claim that no secret verifies, if that is the fault. */
export function wrongSignature(signing: Signing): WrongSignature | null {
  const { claim, signed, fault } = signing;
  if (claim === null || signed !== null || fault?.found !== "wrong")
    return null;
  return { claim, by: fault.by };
}

/** Describes the signed content, without its secrets. */
export function describeSigned(
  { raw, source }: SigningInput,
  { scheme }: SignatureClaim,
): string {
  const body = `the body of ${raw.body?.length ?? 0} bytes`;
  if (scheme === "webhook") {
    return `webhook-signature over webhook-id, webhook-timestamp and ${body}`;
  }
  const { path, query } = splitUrl(raw.url);
  const shown_path =
    source === null ? path : path.replaceAll(source.key, "{key}");
  const names = query
    .split("&")
    .map((pair) => pair.split("=", 1).join().slice(0, NAME_CHARS_MAX))
    .filter((name) => name !== "sig")
    .slice(0, NAMES_SHOWN_MAX);
  return `sig over ts, ${raw.method} ${shown_path.slice(0, PATH_CHARS_MAX)} with the query of ${names.join(", ")} and ${body}`;
}

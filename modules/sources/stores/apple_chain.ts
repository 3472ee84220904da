import { X509Certificate, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { isoTime } from "../../kernel/mod.ts";
import { isIssuedBy, readCertificate } from "../certificates.ts";
import { APPLE_ROOT_G3 } from "./apple_root.ts";
import { certificateExtensions } from "./certificate_extensions.ts";
import type { Jws } from "./jws.ts";

/** 1.2.840.113635.100.6.11.1: Apple's leaf that signs App Store data. */
const LEAF_OID = "2a864886f76364060b01";
/** 1.2.840.113635.100.6.2.1: Apple's intermediate above it. */
const INTERMEDIATE_OID = "2a864886f76364060201";
const CHAIN_LENGTH = 3;
const CERTIFICATE_CHARS_MAX = 8_192;
const CHAINS_KEPT_MAX = 32;

/** A signature that verifies, or why it doesn't. */
type Verified = { ok: true } | { ok: false; why: string };

interface Chain {
  key: KeyObject;
  /** The span in which all its certificates are valid, in epoch milliseconds. */
  from_ms: number;
  to_ms: number;
}

/**
 * Apple's signatures on App Store data: the chain in the header has to end at a root that is
 * pinned here, whatever root comes with it.
 */
export class AppleSignatures {
  readonly #roots: readonly X509Certificate[];
  /** Chains that led to a root, by their text: Apple signs with few. */
  readonly #chains = new Map<string, Chain>();

  /** `others` are certificates (DER or PEM) that are trusted besides Apple's, for tests. */
  constructor(others: readonly Uint8Array[] = []) {
    const own = Buffer.from(APPLE_ROOT_G3, "base64");
    this.#roots = [own, ...others].map((der) => new X509Certificate(der));
  }

  /** Verifies a JWS as of a time, which is the one that it states. */
  verify(jws: Jws, at_ms: number): Verified {
    const { alg, x5c } = jws.header;
    if (alg !== "ES256") {
      const shown = JSON.stringify(alg ?? null).slice(0, 40);
      return fault(`it is made with ${shown}; Apple signs with ES256`);
    }
    const chain = this.#chainOf(x5c);
    if (typeof chain === "string") return fault(chain);
    if (at_ms < chain.from_ms || at_ms > chain.to_ms) {
      return fault(
        `its certificates are not valid at ${isoTime(at_ms)}, the time that it states`,
      );
    }
    const key = { key: chain.key, dsaEncoding: "ieee-p1363" as const };
    const signed = Buffer.from(jws.signed);
    return verify("sha256", signed, key, jws.signature)
      ? { ok: true }
      : fault("it does not fit what was sent");
  }

  #chainOf(x5c: unknown): Chain | string {
    if (!isChain(x5c)) {
      return `its header has no chain of ${CHAIN_LENGTH} certificates (x5c)`;
    }
    const [leaf = "", intermediate = ""] = x5c;
    const name = `${leaf} ${intermediate}`;
    const known = this.#chains.get(name);
    if (known !== undefined) return known;
    const made = this.#build(leaf, intermediate);
    if (typeof made === "string") return made;
    if (this.#chains.size >= CHAINS_KEPT_MAX) this.#chains.clear();
    this.#chains.set(name, made);
    return made;
  }

  #build(leaf_text: string, intermediate_text: string): Chain | string {
    const leaf = readCertificate(Buffer.from(leaf_text, "base64"));
    const intermediate = readCertificate(
      Buffer.from(intermediate_text, "base64"),
    );
    if (leaf === null || intermediate === null) {
      return "its header holds certificates that can't be read";
    }
    const root = this.#roots.find((one) => isIssuedBy(intermediate, one));
    if (root === undefined) {
      return "its certificates do not lead to Apple's root (Apple Root CA - G3)";
    }
    if (!intermediate.ca || !isIssuedBy(leaf, intermediate)) {
      return "its first certificate was not issued by its second";
    }
    const isMarked = ({ raw }: X509Certificate, oid: string) =>
      certificateExtensions(raw).has(oid);
    if (
      !isMarked(leaf, LEAF_OID) ||
      !isMarked(intermediate, INTERMEDIATE_OID)
    ) {
      return "its certificates are Apple's, but not those of the App Store";
    }
    if (leaf.publicKey.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
      return "the key of its certificate is not one of P-256";
    }
    const all = [leaf, intermediate, root];
    return {
      key: leaf.publicKey,
      from_ms: Math.max(...all.map((one) => Date.parse(one.validFrom))),
      to_ms: Math.min(...all.map((one) => Date.parse(one.validTo))),
    };
  }
}

function fault(why: string): Verified {
  return { ok: false, why };
}

function isChain(x5c: unknown): x5c is string[] {
  if (!Array.isArray(x5c) || x5c.length !== CHAIN_LENGTH) return false;
  return x5c.every(
    (text) =>
      typeof text === "string" &&
      text.length > 0 &&
      text.length <= CERTIFICATE_CHARS_MAX,
  );
}

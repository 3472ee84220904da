import { X509Certificate } from "node:crypto";

/** Reads a certificate in PEM or DER; null if it, or its key, can't be read. */
export function readCertificate(given: string | Uint8Array) {
  try {
    const certificate = new X509Certificate(given);
    // A key that can't be read throws here, not where it is first used.
    return certificate.publicKey.type === "public" ? certificate : null;
  } catch {
    return null;
  }
}

/** Whether a certificate names the other as its issuer, and bears its signature. */
export function isIssuedBy(
  one: X509Certificate,
  issuer: X509Certificate,
): boolean {
  try {
    return one.issuer === issuer.subject && one.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

import type { KeyObject, X509Certificate } from "node:crypto";
import { isIssuedBy, readCertificate } from "../certificates.ts";

/** Hosts at which PayPal has the certificates that it signs with, its own and its sandbox's. */
const LIVE_HOSTS = new Set(["api.paypal.com", "api-m.paypal.com"]);
const SANDBOX_HOSTS = new Set([
  "api.sandbox.paypal.com",
  "api-m.sandbox.paypal.com",
]);
const CERTIFICATE_PATH = /^\/v1\/notifications\/certs\/CERT-[\w-]{1,100}$/;
const SIGNERS = /^CN=messageverificationcerts(?:\.sandbox)?\.paypal\.com$/m;
const RSA_BITS_MIN = 2048;
const CERTIFICATES_MAX = 5;
const PEM =
  /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** Where a certificate of PayPal's stands. */
export interface PayPalCertificateUrl {
  origin: string;
  path: string;
  is_sandbox: boolean;
}

/** The place that a request names for its certificate; null if it isn't one of PayPal's own. */
export function readCertificateUrl(text: string): PayPalCertificateUrl | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  // Written in any other way, it isn't what PayPal writes.
  if (url === null || url.href !== text || url.protocol !== "https:") {
    return null;
  }
  const is_sandbox = SANDBOX_HOSTS.has(url.host);
  const is_own = is_sandbox || LIVE_HOSTS.has(url.host);
  if (!is_own || `${url.origin}${url.pathname}` !== text) return null;
  if (!CERTIFICATE_PATH.test(url.pathname)) return null;
  return { origin: url.origin, path: url.pathname, is_sandbox };
}

/** The key of a certificate of PayPal's, and when it holds. */
export interface PayPalCertificate {
  key: KeyObject;
  from_ms: number;
  to_ms: number;
}

/**
 * Reads a certificate of PayPal's, which came over TLS from one of its own hosts; a text says why it isn't one. What
 * comes with it has to be the chain above it: PayPal sends it alone or with its issuers.
 */
export function readPayPalCertificate(pem: string): PayPalCertificate | string {
  const texts = pem.match(PEM) ?? [];
  if (texts.length === 0) return "it is no certificate";
  if (texts.length > CERTIFICATES_MAX) return "it has too many certificates";
  const chain: X509Certificate[] = [];
  for (const text of texts) {
    const certificate = readCertificate(text);
    if (certificate === null) return "its certificates can't be read";
    chain.push(certificate);
  }
  const [leaf] = chain;
  if (leaf === undefined || leaf.ca) return "it can't sign messages";
  if (!SIGNERS.test(leaf.subject)) return "it isn't made out to PayPal";
  for (const [index, issuer] of chain.slice(1).entries()) {
    const one = chain[index];
    if (one === undefined || !issuer.ca || !isIssuedBy(one, issuer)) {
      return "its certificates are no chain";
    }
  }
  const bits = leaf.publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (leaf.publicKey.asymmetricKeyType !== "rsa" || bits < RSA_BITS_MIN) {
    return "its key is no RSA key of 2048 bits";
  }
  return {
    key: leaf.publicKey,
    from_ms: Math.max(...chain.map((one) => Date.parse(one.validFrom))),
    to_ms: Math.min(...chain.map((one) => Date.parse(one.validTo))),
  };
}

import { sign } from "node:crypto";
import { crc32 } from "node:zlib";
import { makeCertificate } from "./apple_signer.ts";
import type { Issuer } from "./apple_signer.ts";

const NAME = "messageverificationcerts.paypal.com";
const CA = makeCertificate("Issuer of tests", null, { is_ca: true });

/** Makes a certificate such as PayPal signs with. */
export function paypalCertificate(
  change: Parameters<typeof makeCertificate>[2] & {
    name?: string;
    issuer?: Issuer;
  } = {},
): Issuer {
  const { name = NAME, issuer = CA, ...options } = change;
  return makeCertificate(name, issuer, { rsa_bits: 2048, ...options });
}

/** Certificates as PayPal's hosts answer them. */
export function pemOf(...chain: readonly Issuer[]): string {
  return chain
    .map(({ der }) => {
      const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
      return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
    })
    .join("");
}

/** Issuer of the certificates of these tests. */
export const PAYPAL_CA = CA;
/** Certificate that signs where a test names none. */
export const PAYPAL_SIGNER = paypalCertificate();

const PATH = "/v1/notifications/certs/";
/** Address of that certificate, as requests name it. */
export const CERTIFICATE_URL = `https://api.paypal.com${PATH}CERT-360caa42-fca2a594`;

/** The headers of a request that PayPal signs. */
export function paypalHeaders(
  text: string,
  webhook_id: string,
  {
    at = "2026-11-01T10:00:00Z",
    url = CERTIFICATE_URL,
    by = PAYPAL_SIGNER,
  }: { at?: string; url?: string; by?: Issuer } = {},
): Record<string, string> {
  const id = "69cd13f0-d67a-11e5-baa3-778b53f4ae55";
  const signed = `${id}|${at}|${webhook_id}|${crc32(Buffer.from(text))}`;
  const signature = sign("sha256", Buffer.from(signed), by.key);
  return {
    "paypal-transmission-id": id,
    "paypal-transmission-time": at,
    "paypal-transmission-sig": signature.toString("base64"),
    "paypal-auth-algo": "SHA256withRSA",
    "paypal-cert-url": url,
  };
}

/** The hosts of PayPal's certificates, on loopback. */
export class PayPalDouble {
  /** Certificates by the last part of their address. */
  readonly certificates = new Map([
    ["CERT-360caa42-fca2a594", pemOf(PAYPAL_SIGNER)],
  ]);
  /** Paths that were asked for, in order. */
  readonly asked: string[] = [];
  /** Status of every answer, if set. */
  broken: number | null = null;
  readonly #server: ReturnType<typeof Bun.serve>;

  constructor() {
    this.#server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: (request) => this.#answer(request),
    });
    this.#server.unref();
  }

  /** URL that it listens on. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  #answer(request: Request): Response {
    const { pathname } = new URL(request.url);
    this.asked.push(pathname);
    if (this.broken !== null) return new Response("", { status: this.broken });
    const pem = pathname.startsWith(PATH)
      ? this.certificates.get(pathname.slice(PATH.length))
      : undefined;
    if (pem === undefined) return new Response("", { status: 404 });
    return new Response(pem, { headers: { "content-type": "text/plain" } });
  }
}

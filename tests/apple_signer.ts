import { generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";

/** A key with its certificate, which signs others or data. */
export interface Issuer {
  name: string;
  key: KeyObject;
  der: Buffer;
}

/** How a certificate is made. */
interface CertificateOptions {
  curve?: "prime256v1" | "secp384r1";
  /** It has an RSA key of as many bits instead. */
  rsa_bits?: number;
  /** The object id of an extension that marks it. */
  mark?: string | null;
  is_ca?: boolean;
  from?: string;
  to?: string;
}

/** Object ids of the extensions by which Apple marks its certificates. */
export const MARKS = {
  leaf: "1.2.840.113635.100.6.11.1",
  intermediate: "1.2.840.113635.100.6.2.1",
};

const ECDSA_SHA256 = "1.2.840.10045.4.3.2";
let serial = 1;

/** Makes a key with a certificate from an issuer, or one that signs itself. */
export function makeCertificate(
  name: string,
  issuer: Issuer | null,
  options: CertificateOptions = {},
): Issuer {
  const { curve = "secp384r1", mark = null, is_ca = false } = options;
  const { from = "20200101000000Z", to = "21000101000000Z" } = options;
  const { rsa_bits } = options;
  const pair =
    rsa_bits === undefined
      ? generateKeyPairSync("ec", { namedCurve: curve })
      : generateKeyPairSync("rsa", { modulusLength: rsa_bits });
  const by = issuer ?? { name, key: pair.privateKey };
  const signed_with = der(0x30, oid(ECDSA_SHA256));
  const constraints = is_ca
    ? der(0x30, der(0x01, Buffer.from([0xff])))
    : der(0x30);
  const extensions = [
    der(
      0x30,
      oid("2.5.29.19"),
      der(0x01, Buffer.from([0xff])),
      der(0x04, constraints),
    ),
    ...(mark === null ? [] : [der(0x30, oid(mark), der(0x04, der(0x05)))]),
  ];
  const content = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([serial++])),
    signed_with,
    nameOf(by.name),
    der(0x30, der(0x18, Buffer.from(from)), der(0x18, Buffer.from(to))),
    nameOf(name),
    pair.publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, der(0x30, ...extensions)),
  );
  const signature = sign("sha256", content, by.key);
  const bits = der(0x03, Buffer.concat([Buffer.from([0]), signature]));
  return {
    name,
    key: pair.privateKey,
    der: der(0x30, content, signed_with, bits),
  };
}

function nameOf(name: string): Buffer {
  const common_name = der(0x30, oid("2.5.4.3"), der(0x0c, Buffer.from(name)));
  return der(0x30, der(0x31, common_name));
}

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) {
      groups.unshift((left & 0x7f) | 0x80);
    }
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80
      ? [length]
      : length < 0x100
        ? [0x81, length]
        : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** Signs App Store data with a chain of its own, as Apple does with its. */
export class AppleSigner {
  readonly root: Issuer;
  readonly intermediate: Issuer;
  readonly leaf: Issuer;

  constructor() {
    this.root = makeCertificate("Root of tests", null, { is_ca: true });
    this.intermediate = makeCertificate("Intermediate of tests", this.root, {
      mark: MARKS.intermediate,
      is_ca: true,
    });
    this.leaf = makeCertificate("Leaf of tests", this.intermediate, {
      mark: MARKS.leaf,
      curve: "prime256v1",
    });
  }

  /** Signs a payload; `chain` and `header` change what proves it. */
  sign(
    payload: Record<string, unknown>,
    {
      chain,
      header = {},
    }: { chain?: readonly Issuer[]; header?: Record<string, unknown> } = {},
  ): string {
    const certificates = chain ?? [this.leaf, this.intermediate, this.root];
    const x5c = certificates.map((one) => one.der.toString("base64"));
    return signJws(
      { alg: "ES256", x5c, ...header },
      payload,
      certificates[0]?.key ?? this.leaf.key,
    );
  }

  /** The body of a notification with a transaction. */
  notification(
    fields: Record<string, unknown>,
    transaction: Record<string, unknown> | null = null,
    renewal: Record<string, unknown> | null = null,
  ): string {
    const { data, ...rest } = fields;
    const inner = {
      ...(data as Record<string, unknown> | undefined),
      ...(transaction === null
        ? {}
        : { signedTransactionInfo: this.sign(transaction) }),
      ...(renewal === null ? {} : { signedRenewalInfo: this.sign(renewal) }),
    };
    const whole = data === null ? rest : { ...rest, data: inner };
    return JSON.stringify({ signedPayload: this.sign(whole) });
  }
}

/** A compact JWS with an ECDSA signature. */
export function signJws(
  header: Record<string, unknown>,
  payload: Record<string, unknown>,
  key: KeyObject,
): string {
  const parts = [header, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  const signed = parts.join(".");
  const signature = sign("sha256", Buffer.from(signed), {
    key,
    dsaEncoding: "ieee-p1363",
  });
  return `${signed}.${signature.toString("base64url")}`;
}

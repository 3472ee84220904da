import { Problem, randomToken } from "../kernel/mod.ts";

const SECRET_BYTES = 25;

/** A link that works once; its secret is in the fragment, which no server logs. */
export interface OneTimeLink {
  url: string;
  token_hash: Uint8Array;
}

/** Makes a link to a page of ours, with a new secret. */
export function newLink(public_url: string, page: string): OneTimeLink {
  const secret = randomToken(SECRET_BYTES);
  return {
    url: `${public_url}/${page}#${secret}`,
    token_hash: hashSecret(secret),
  };
}

/** The secret is long and random, so a single SHA-256 is enough. */
export function hashSecret(secret: string): Uint8Array {
  return new Bun.CryptoHasher("sha256").update(secret).digest();
}

/** The state of a link as stored. */
export interface LinkState {
  used_at: number | null;
  revoked_at: number | null;
  expires_at: number;
}

/** Throws a Problem that names why a link doesn't work any more. */
export function checkLink(link: LinkState, now_ms: number): void {
  if (link.used_at !== null) {
    throw new Problem(409, "link_used", "The link has been used");
  }
  if (link.revoked_at !== null) {
    throw new Problem(409, "link_revoked", "The link has been revoked");
  }
  if (link.expires_at <= now_ms) {
    throw new Problem(409, "link_expired", "The link has expired");
  }
}

/** The refusal of a secret that belongs to no link. */
export function unknownLink(): Problem {
  return new Problem(404, "unknown_link", "The link is not one of ours");
}

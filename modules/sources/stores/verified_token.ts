/** The claims of a token about its sender, which hold once its signature was verified. */
export interface GoogleClaims {
  iss: string;
  aud: string;
  email: string;
  email_verified: boolean;
  /** Seconds since 1970. */
  iat: number;
  exp: number;
  kid: string;
}

/** The result of verifying a token; `unknown_key`: newer keys may have it. */
export type VerifiedToken =
  | { kind: "valid"; claims: GoogleClaims }
  | { kind: "unknown_key"; why: string }
  | { kind: "invalid"; why: string };

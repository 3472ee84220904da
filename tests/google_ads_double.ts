import { generateKeyPairSync, verify } from "node:crypto";
import { AdDouble, eventsOf } from "./ad_doubles.ts";
import type { HeardAd } from "./ad_doubles.ts";

const SCOPE = "https://www.googleapis.com/auth/datamanager";
const GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const ACTIONS = new Set(["987654321", "555"]);

/** An error as Google's APIs word it. */
export function googleError(
  code: number,
  status: string,
  message: string,
  fieldViolations: { field: string; description: string }[] = [],
): Response {
  const details = [
    {
      "@type": "type.googleapis.com/google.rpc.BadRequest",
      fieldViolations,
    },
  ];
  const error = { code, message, status, details };
  return Response.json({ error }, { status: code });
}

/** Google's token server and Data Manager API on loopback. */
export class GoogleAdsDouble {
  readonly double: AdDouble;
  /** Access tokens given so far; only the last one is good. */
  tokens = 0;
  /** Why it gives no access; null if it does. */
  denied: string | null = null;
  readonly #pair = generateKeyPairSync("rsa", { modulusLength: 2048 });

  constructor() {
    this.double = new AdDouble((double, heard) =>
      heard.url.pathname === "/token"
        ? this.#access(heard)
        : this.#ingest(double, heard),
    );
  }

  /** Requests of events, without those of access. */
  get ingests(): HeardAd[] {
    return this.double.heard.filter(({ url }) => url.pathname !== "/token");
  }

  /** The key file of a service account that it knows. */
  get service_account(): string {
    return JSON.stringify({
      type: "service_account",
      client_email: "ads@example-project.iam.example",
      private_key: this.#pair.privateKey.export({
        type: "pkcs8",
        format: "pem",
      }),
      token_uri: `${this.double.url}/token`,
    });
  }

  /** The key file of a person that it knows. */
  get person(): string {
    return JSON.stringify({
      type: "authorized_user",
      client_id: "client-1.apps.example",
      client_secret: "client-secret-1",
      refresh_token: "1//refresh-1",
      token_uri: `${this.double.url}/token`,
    });
  }

  #access({ text }: HeardAd): Response {
    const form = new URLSearchParams(text);
    const is_right =
      form.get("grant_type") === GRANT
        ? this.#isSigned(form.get("assertion") ?? "")
        : form.get("grant_type") === "refresh_token" &&
          form.get("client_secret") === "client-secret-1" &&
          form.get("refresh_token") === "1//refresh-1";
    if (this.denied !== null || !is_right) {
      const error_description = this.denied ?? "Bad assertion";
      return Response.json(
        { error: "invalid_grant", error_description },
        { status: 400 },
      );
    }
    this.tokens += 1;
    return Response.json({
      access_token: `ya29.access-token-${this.tokens}`,
      expires_in: 3_599,
      token_type: "Bearer",
    });
  }

  #isSigned(assertion: string): boolean {
    const [header = "", payload = "", signature = ""] = assertion.split(".");
    const claims = JSON.parse(
      Buffer.from(payload, "base64url").toString() || "{}",
    ) as Record<string, unknown>;
    return (
      claims.scope === SCOPE &&
      claims.aud === `${this.double.url}/token` &&
      verify(
        "sha256",
        Buffer.from(`${header}.${payload}`),
        this.#pair.publicKey,
        Buffer.from(signature, "base64url"),
      )
    );
  }

  #ingest(double: AdDouble, { url, headers, body }: HeardAd): Response {
    if (url.pathname !== "/v1/events:ingest") {
      return googleError(404, "NOT_FOUND", "Not found");
    }
    const token = `Bearer ya29.access-token-${this.tokens}`;
    if (headers.get("authorization") !== token) {
      return googleError(401, "UNAUTHENTICATED", "Invalid credentials");
    }
    const destinations = eventsOf(body, "destinations");
    const unknown = destinations.findIndex(
      ({ productDestinationId: id }) => !ACTIONS.has(String(id)),
    );
    const refuse = (field: string, description: string) =>
      googleError(400, "INVALID_ARGUMENT", "Request is not valid", [
        { field, description },
      ]);
    if (unknown >= 0) {
      const field = `destinations[${unknown}].product_destination_id`;
      return refuse(field, "No such conversion action");
    }
    const events = eventsOf(body, "events");
    const bad = events.findIndex(({ adIdentifiers, eventTimestamp }) => {
      const { gclid } = (adIdentifiers ?? {}) as { gclid?: string };
      return gclid === "refused" || eventTimestamp === undefined;
    });
    if (bad >= 0) {
      return refuse(`events[${bad}].ad_identifiers.gclid`, "Not a gclid");
    }
    for (const event of events) {
      if (body.validateOnly === true) double.tried.push(event);
      else double.counted.set(String(event.transactionId), event);
    }
    return Response.json({ requestId: "request-1" });
  }
}

import { generateKeyPairSync, sign, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";

/** The package of these tests. */
export const PACKAGE = "com.example.walks";
/** Who pushes. */
export const PUSHER = "pusher@example-project.iam.example";

interface Pair {
  kid: string;
  private_key: KeyObject;
  public_key: KeyObject;
}

function newPair(kid: string): Pair {
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { kid, private_key: pair.privateKey, public_key: pair.publicKey };
}

/** Google on loopback: its keys, its tokens, and the purchases of one app. */
export class GoogleDouble {
  /** Answers by path behind the package, such as `purchases/subscriptionsv2/tokens/t1`. */
  readonly purchases = new Map<string, Record<string, unknown>>();
  /** Paths that were asked for, in order. */
  readonly asked: string[] = [];
  /** Answers every request with this status, if set. */
  broken: number | null = null;
  /** Paths that only an account with more rights may ask for, such as `orders/`. */
  forbidden: string | null = null;
  /** Answer of the token server in place of an access token. */
  grant: Record<string, unknown> | null = null;
  /** Why it gives no access; null if it does. */
  denied: string | null = null;
  /** Holds answers back until it resolves. */
  gate: Promise<void> = Promise.resolve();
  readonly #account = newPair("account");
  readonly #server: ReturnType<typeof Bun.serve>;
  #pair = newPair("key-1");

  constructor() {
    this.#server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: (request) => this.#answer(request),
    });
  }

  /** URL that it listens on. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  /** The key file of a service account that it knows. */
  get service_account(): string {
    return JSON.stringify({
      type: "service_account",
      client_email: "reader@example-project.iam.example",
      private_key: this.#account.private_key.export({
        type: "pkcs8",
        format: "pem",
      }),
      token_uri: `${this.url}/token`,
    });
  }

  /** Replaces the key that signs tokens, as Google does every few days. */
  rotate(kid: string): void {
    this.#pair = newPair(kid);
  }

  /** A token of Google's for a push; `claims` and `header` change it. */
  token(
    now_ms: number,
    audience: string,
    {
      claims = {},
      header = {},
      key,
    }: {
      claims?: Record<string, unknown>;
      header?: Record<string, unknown>;
      key?: KeyObject;
    } = {},
  ): string {
    const iat = Math.floor(now_ms / 1000);
    const parts = [
      { alg: "RS256", typ: "JWT", kid: this.#pair.kid, ...header },
      {
        iss: "https://accounts.google.com",
        aud: audience,
        email: PUSHER,
        email_verified: true,
        sub: "1",
        iat,
        exp: iat + 3_600,
        ...claims,
      },
    ].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
    const signed = parts.join(".");
    const by = key ?? this.#pair.private_key;
    return `${signed}.${sign("sha256", Buffer.from(signed), by).toString("base64url")}`;
  }

  /** Stops it. */
  async stop(): Promise<void> {
    await this.#server.stop(true);
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    this.asked.push(pathname);
    await this.gate;
    if (this.broken !== null)
      return new Response("broken", { status: this.broken });
    if (pathname === "/certs") return this.#keys();
    if (pathname === "/token") return await this.#access(request);
    const prefix = `/androidpublisher/v3/applications/${PACKAGE}/`;
    if (request.headers.get("authorization") !== "Bearer access-1") {
      return Response.json(
        { error: { code: 401, message: "Invalid credentials" } },
        { status: 401 },
      );
    }
    const path = decodeURIComponent(pathname.slice(prefix.length));
    if (this.forbidden !== null && path.startsWith(this.forbidden)) {
      return Response.json(
        { error: { code: 403, message: "Insufficient permissions" } },
        { status: 403 },
      );
    }
    const found = this.purchases.get(path);
    if (!pathname.startsWith(prefix) || found === undefined) {
      return Response.json(
        { error: { code: 404, message: "Not found" } },
        { status: 404 },
      );
    }
    return Response.json(found);
  }

  #keys(): Response {
    const jwk = this.#pair.public_key.export({ format: "jwk" });
    return Response.json({
      keys: [{ ...jwk, kid: this.#pair.kid, alg: "RS256", use: "sig" }],
    });
  }

  /** Answers with access for a claim that the account's key signed, for this address and scope. */
  async #access(request: Request): Promise<Response> {
    const form = new URLSearchParams(await request.text());
    const [header = "", payload = "", signature = ""] = (
      form.get("assertion") ?? ""
    ).split(".");
    const is_signed = verify(
      "sha256",
      Buffer.from(`${header}.${payload}`),
      this.#account.public_key,
      Buffer.from(signature, "base64url"),
    );
    const claims = JSON.parse(
      Buffer.from(payload, "base64url").toString(),
    ) as Record<string, unknown>;
    const is_right =
      form.get("grant_type") ===
        "urn:ietf:params:oauth:grant-type:jwt-bearer" &&
      claims.aud === `${this.url}/token` &&
      claims.scope === "https://www.googleapis.com/auth/androidpublisher";
    if (this.denied !== null || !is_signed || !is_right) {
      const error = {
        error: "invalid_grant",
        error_description: this.denied ?? "Bad assertion",
      };
      return Response.json(error, { status: 400 });
    }
    if (this.grant !== null) return Response.json(this.grant);
    return Response.json({
      access_token: "access-1",
      expires_in: 3_599,
      token_type: "Bearer",
    });
  }
}

let messages = 0;

/** The body of a push of Pub/Sub. */
export function pushBody(
  notification: Record<string, unknown>,
  { at_ms, id }: { at_ms: number; id?: string },
): string {
  const whole = {
    version: "1.0",
    packageName: PACKAGE,
    eventTimeMillis: String(at_ms),
    ...notification,
  };
  return JSON.stringify({
    message: {
      data: Buffer.from(JSON.stringify(whole)).toString("base64"),
      messageId: id ?? String(7_000_000_000 + ++messages),
      publishTime: new Date(at_ms).toISOString(),
      attributes: {},
    },
    subscription: "projects/example/subscriptions/play",
  });
}

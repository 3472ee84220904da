import { createHash, createHmac } from "node:crypto";
import { systemClock } from "../modules/kernel/mod.ts";

const UNSIGNED = "UNSIGNED-PAYLOAD";
const KEYS_PER_PAGE = 50;

/** A fault of the server for a request: no answer of its own, or half of one. */
export type S3Fault = "away" | "cut" | null;

/** An object of a bucket. */
interface Kept {
  bytes: Uint8Array;
  modified: Date;
}

/**
 * A server with one bucket that speaks S3's protocol as far as `Bun.S3Client` needs it: objects are
 * put, read, listed by pages and deleted, and each request's signature (version 4) is checked.
 */
export class S3Server {
  readonly bucket = "books";
  readonly access_key_id = "AKIDTALLYHO";
  readonly secret_access_key = "not/a+secret";
  readonly objects = new Map<string, Kept>();
  /** Decides which requests fail. */
  fault: (method: string, key: string) => S3Fault = () => null;
  refused = 0;
  readonly #server: Bun.Server<undefined>;

  constructor() {
    this.#server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: (request) => this.#answer(request),
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  /** The settings of a tracker that archives into it. */
  get settings(): Record<string, string> {
    return {
      TALLYHO_ARCHIVE: `s3://${this.bucket}/network`,
      TALLYHO_ARCHIVE_ENDPOINT: this.url,
      TALLYHO_ARCHIVE_ACCESS_KEY_ID: this.access_key_id,
      TALLYHO_ARCHIVE_SECRET_ACCESS_KEY: this.secret_access_key,
    };
  }

  async stop(): Promise<void> {
    await this.#server.stop(true);
  }

  async #answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const [, bucket = "", ...rest] = decodeURIComponent(url.pathname).split(
      "/",
    );
    const key = rest.join("/");
    const body = new Uint8Array(await request.arrayBuffer());
    const fault = this.fault(request.method, key);
    if (fault === "away") return problem(503, "ServiceUnavailable");
    const refusal = this.#check(request, url, body);
    if (refusal !== null) {
      this.refused++;
      return problem(403, refusal);
    }
    if (bucket !== this.bucket) return problem(404, "NoSuchBucket");
    if (url.searchParams.has("uploads")) return problem(501, "NotImplemented");
    return this.#act(request.method, key, { url, body, fault });
  }

  #act(
    method: string,
    key: string,
    { url, body, fault }: { url: URL; body: Uint8Array; fault: S3Fault },
  ): Response {
    if (key === "" && method === "GET") return this.#list(url.searchParams);
    if (method === "PUT") {
      // An object that was cut short is not there, as in S3.
      if (fault === "cut") return problem(500, "InternalError");
      this.objects.set(key, {
        bytes: body,
        modified: new Date(systemClock.nowMs()),
      });
      return new Response(null, { headers: { etag: etagOf(body) } });
    }
    if (method === "DELETE") {
      this.objects.delete(key);
      return new Response(null, { status: 204 });
    }
    const kept = this.objects.get(key);
    if (kept === undefined) return problem(404, "NoSuchKey");
    const headers = {
      etag: etagOf(kept.bytes),
      "last-modified": kept.modified.toUTCString(),
    };
    if (method === "HEAD") {
      const length = String(kept.bytes.length);
      return new Response(null, {
        headers: { ...headers, "content-length": length },
      });
    }
    const whole = kept.bytes;
    const bytes = fault === "cut" ? whole.slice(0, whole.length / 2) : whole;
    return new Response(Buffer.from(bytes), { headers });
  }

  #list(query: URLSearchParams): Response {
    const prefix = query.get("prefix") ?? "";
    const after = query.get("continuation-token") ?? "";
    const keys = [...this.objects.keys()]
      .filter((key) => key.startsWith(prefix) && key > after)
      .sort();
    const page = keys.slice(0, KEYS_PER_PAGE);
    const is_truncated = keys.length > page.length;
    const contents = page.map((key) => {
      const kept = this.objects.get(key);
      return `<Contents><Key>${key}</Key><Size>${kept?.bytes.length}</Size><LastModified>${kept?.modified.toISOString()}</LastModified></Contents>`;
    });
    const next = is_truncated
      ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>`
      : "";
    return new Response(
      `<?xml version="1.0"?><ListBucketResult><Name>${this.bucket}</Name><Prefix>${prefix}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${KEYS_PER_PAGE}</MaxKeys><IsTruncated>${is_truncated}</IsTruncated>${contents.join("")}${next}</ListBucketResult>`,
      { headers: { "content-type": "application/xml" } },
    );
  }

  /** The code of why a request isn't taken; null if it is signed as it is. */
  #check(request: Request, url: URL, body: Uint8Array): string | null {
    const [, id, scope = "", signed = "", signature] =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
        request.headers.get("authorization") ?? "",
      ) ?? [];
    if (id !== this.access_key_id) return "InvalidAccessKeyId";
    const claimed = request.headers.get("x-amz-content-sha256") ?? "";
    if (claimed !== UNSIGNED && claimed !== sha256(body)) {
      return "XAmzContentSHA256Mismatch";
    }
    const headers = signed
      .split(";")
      .map((name) => `${name}:${(request.headers.get(name) ?? "").trim()}\n`)
      .join("");
    const query = url.search.slice(1).split("&").filter(Boolean).sort();
    const canonical = [
      request.method,
      url.pathname,
      query.map((pair) => (pair.includes("=") ? pair : `${pair}=`)).join("&"),
      headers,
      signed,
      claimed,
    ].join("\n");
    const time = request.headers.get("x-amz-date") ?? "";
    const text = ["AWS4-HMAC-SHA256", time, scope, sha256(canonical)];
    const key = scope
      .split("/")
      .reduce<string | Buffer>(
        (with_key, part) => hmac(with_key, part),
        `AWS4${this.secret_access_key}`,
      );
    const expected = hmac(key, text.join("\n")).toString("hex");
    return expected === signature ? null : "SignatureDoesNotMatch";
  }
}

function problem(status: number, code: string): Response {
  return new Response(
    `<?xml version="1.0"?><Error><Code>${code}</Code><Message>No</Message></Error>`,
    { status, headers: { "content-type": "application/xml" } },
  );
}

function etagOf(bytes: Uint8Array): string {
  return `"${createHash("md5").update(bytes).digest("hex")}"`;
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

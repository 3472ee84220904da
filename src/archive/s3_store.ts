import { S3Client } from "bun";
import { hasCode } from "../data_dir.ts";
import { ArchiveError, reasonOf } from "./archive_error.ts";
import type { ArchiveStore, StoredObject } from "./store.ts";

/** A request that takes longer is given up, and made again later. */
const REQUEST_MS_MAX = 120_000;
const PAGES_MAX = 10_000;
/** As S3's own errors name them. */
const NOT_THERE = ["NoSuchKey", "NotFound"];

/** How a bucket is reached. */
export interface S3Address {
  bucket: string;
  /** Begins the name of each object; empty or ending in a slash. */
  prefix: string;
  /** Null for Amazon's own. */
  endpoint: string | null;
  region: string | null;
  access_key_id: string;
  secret_access_key: string;
}

/** A store in a bucket of Amazon S3, or of a server that speaks the same protocol. */
export class S3Store implements ArchiveStore {
  readonly name: string;
  readonly #client: S3Client;
  readonly #prefix: string;

  constructor(address: S3Address) {
    const { bucket, prefix, endpoint, region } = address;
    this.name = `s3://${bucket}/${prefix}`;
    this.#prefix = prefix;
    this.#client = new S3Client({
      bucket,
      accessKeyId: address.access_key_id,
      secretAccessKey: address.secret_access_key,
      ...(endpoint === null ? {} : { endpoint }),
      ...(region === null ? {} : { region }),
    });
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.#trying(`write "${key}" to`, () =>
      this.#client.write(this.#prefix + key, bytes),
    );
  }

  async get(key: string): Promise<Uint8Array | null> {
    return await this.#trying(`read "${key}" in`, async () => {
      try {
        return await this.#client.file(this.#prefix + key).bytes();
      } catch (error) {
        if (NOT_THERE.some((code) => hasCode(error, code))) return null;
        throw error;
      }
    });
  }

  async has(key: string): Promise<boolean> {
    const name = this.#prefix + key;
    return await this.#trying(`read "${key}" in`, async () => {
      try {
        return await this.#client.exists(name);
      } catch {
        // The answer has no body that says why; that of a list has one.
        const first = await this.#client.list({ prefix: name, maxKeys: 1 });
        return first.contents?.[0]?.key === name;
      }
    });
  }

  async list(prefix: string): Promise<StoredObject[]> {
    const found: StoredObject[] = [];
    let token: string | undefined;
    for (let page = 0; page < PAGES_MAX; page++) {
      const answer = await this.#trying("list", () =>
        this.#client.list({
          prefix: this.#prefix + prefix,
          ...(token === undefined ? {} : { continuationToken: token }),
        }),
      );
      for (const { key, size = 0, lastModified } of answer.contents ?? []) {
        found.push({
          key: key.slice(this.#prefix.length),
          size_bytes: size,
          modified_ms: Date.parse(lastModified ?? ""),
        });
      }
      token = answer.nextContinuationToken;
      if (answer.isTruncated !== true || token === undefined) break;
    }
    return found;
  }

  async remove(key: string): Promise<void> {
    await this.#trying(`remove "${key}" from`, () =>
      this.#client.delete(this.#prefix + key),
    );
  }

  async #trying<Result>(
    what: string,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => late.reject(new Error("it takes too long")),
      REQUEST_MS_MAX,
    );
    try {
      return await Promise.race([work(), late.promise]);
    } catch (error) {
      throw new ArchiveError(
        `Cannot ${what} ${this.name}: ${reasonOfS3(error)}`,
      );
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The store's own code first: its message is often none. */
function reasonOfS3(error: unknown): string {
  const code =
    error instanceof Error && "code" in error && typeof error.code === "string"
      ? error.code
      : null;
  const reason = reasonOf(error);
  return code === null || reason.includes(code) ? reason : `${code}, ${reason}`;
}

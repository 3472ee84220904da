/** A request with a hash of its caller's role and party, content type, query and body. */
export interface HashedRequest {
  request: Request;
  /** Null until a streamed body was read. */
  hash: Uint8Array | null;
  /** Reads the rest of the body, and returns the hash. */
  digest(): Promise<Uint8Array>;
}

/** Hashes a request whose body is here. */
export function hashWhole(
  request: Request,
  caller: string,
  body: Uint8Array<ArrayBuffer>,
): HashedRequest {
  const { url, method, headers } = request;
  const hash = hasherOf(request, caller).update(body).digest();
  return {
    request: new Request(url, { method, headers, body }),
    hash,
    digest: () => Promise.resolve(hash),
  };
}

/** Hashes a request's body while its route reads it. */
export function hashStream(request: Request, caller: string): HashedRequest {
  const { url, method, headers } = request;
  const hasher = hasherOf(request, caller);
  const reader = request.body?.getReader();
  const read = async () => {
    const next = await reader?.read();
    if (next?.value !== undefined) hasher.update(next.value);
    return next?.value;
  };
  let digest: Promise<Uint8Array> | undefined;
  const readRest = async () => {
    while ((await read()) !== undefined);
    return hasher.digest();
  };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = await read();
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk);
    },
  });
  return {
    request: new Request(url, {
      method,
      headers,
      body: request.body === null ? null : body,
    }),
    hash: null,
    digest: () => (digest ??= readRest()),
  };
}

/** Includes the caller's role and party: after either changes, no earlier answer is repeated. */
function hasherOf({ url, headers }: Request, caller: string): Bun.CryptoHasher {
  const type = headers.get("content-type");
  const { search } = new URL(url);
  const hasher = new Bun.CryptoHasher("sha256");
  return hasher.update(`${JSON.stringify([caller, type, search])}\n`);
}

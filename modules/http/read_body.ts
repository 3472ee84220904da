import { Problem } from "../kernel/mod.ts";

/**
 * Reads a body of at most so many bytes; null if it is larger, of which no more is read. Throws a
 * Problem if it was cut off.
 */
export async function readBodyWithin(
  { body, headers }: Request,
  bytes_max: number,
): Promise<Buffer<ArrayBuffer> | null> {
  const announced = Number(headers.get("content-length") ?? 0);
  if (announced > bytes_max) return null;
  const chunks: Uint8Array[] = [];
  let byte_count = 0;
  try {
    for await (const chunk of body ?? []) {
      byte_count += chunk.length;
      if (byte_count > bytes_max) return null;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw cutOff(cause);
  }
  return Buffer.concat(chunks);
}

/** The chunks of a body; throws a Problem where it was cut off. */
export async function* uncutBody(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield chunk;
  } catch (cause) {
    throw cutOff(cause);
  }
}

/** The sender hung up, which is no failure of ours; nobody reads this answer. */
function cutOff(cause: unknown): Problem {
  return new Problem(400, "malformed", "The body is incomplete", { cause });
}

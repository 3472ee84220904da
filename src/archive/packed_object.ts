import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { zstdDecompress } from "node:zlib";
import { ArchiveError } from "./archive_error.ts";

/** A frame that every zstd skips; what is behind it is an ordinary one. */
const SKIPPED_FRAME = 0x184d2a50;
const HEAD_BYTES = 8;
const FACTS_BYTES_MAX = 65_536;
const CONTENT_BYTES_MAX = 1_073_741_824;
const ZSTD_LEVEL = 3;

const decompress = promisify(zstdDecompress);

/** Facts about an object's content, in front of it. */
interface PackedFacts {
  name: string;
  size_bytes: number;
  /** SHA-256 of the content before compression. */
  sha256: string;
}

/** Compresses content with its name and checksum; `zstd -d` reads it, too. */
export async function packObject(
  name: string,
  content: Uint8Array,
): Promise<Uint8Array> {
  const facts: PackedFacts = {
    name,
    size_bytes: content.length,
    sha256: sha256Of(content),
  };
  const text = Buffer.from(JSON.stringify(facts));
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(SKIPPED_FRAME, 0);
  head.writeUInt32LE(text.length, 4);
  const compressed = await Bun.zstdCompress(content, { level: ZSTD_LEVEL });
  return Buffer.concat([head, text, compressed]);
}

/** Unpacks an object; throws ArchiveError if it is torn, changed, or another. */
export async function unpackObject(
  name: string,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  const { facts, compressed } = readFacts(name, bytes);
  if (facts.name !== name || facts.size_bytes > CONTENT_BYTES_MAX) {
    throw damaged(name);
  }
  let content: Uint8Array;
  try {
    // Never more than it says: a few kilobytes of a hostile one would unpack to all memory.
    content = await decompress(compressed, {
      maxOutputLength: Math.max(1, facts.size_bytes),
    });
  } catch {
    throw damaged(name);
  }
  if (content.length !== facts.size_bytes) throw damaged(name);
  if (sha256Of(content) !== facts.sha256) throw damaged(name);
  return content;
}

/** The checksum that an object says its content has. */
export function packedSha256(name: string, bytes: Uint8Array): string {
  return readFacts(name, bytes).facts.sha256;
}

/** SHA-256 in hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function readFacts(
  name: string,
  bytes: Uint8Array,
): { facts: PackedFacts; compressed: Uint8Array } {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.length < HEAD_BYTES ? 0 : view.readUInt32LE(4);
  const is_ours =
    length > 0 &&
    length <= Math.min(FACTS_BYTES_MAX, view.length - HEAD_BYTES) &&
    view.readUInt32LE(0) === SKIPPED_FRAME;
  if (!is_ours) throw damaged(name);
  const end = HEAD_BYTES + length;
  try {
    const text = view.subarray(HEAD_BYTES, end).toString();
    const facts = JSON.parse(text) as PackedFacts;
    return { facts, compressed: view.subarray(end) };
  } catch {
    throw damaged(name);
  }
}

function damaged(name: string): ArchiveError {
  return new ArchiveError(`"${name}" in the archive is damaged`);
}

import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { zstdDecompressSync } from "node:zlib";
import { knownMigrations } from "../../db/upkeep/mod.ts";
import { hasCode } from "../data_dir.ts";
import { VERSION } from "../version.ts";
import { BackupError } from "./backup_error.ts";
import { PART_BYTES } from "./backup_file.ts";
import {
  BACKUP_FORMAT,
  CHECK_FILE,
  FORMAT_FILE,
  KEYS_FILE,
  MANIFEST_FILE,
} from "./manifest.ts";
import type { CheckText, Manifest, StoredContent } from "./manifest.ts";
import { isCheck, isFormat, isKeys, isManifest } from "./manifest_shape.ts";
import { PassphraseKey } from "./sealed_keys.ts";
import type { NetworkKeys } from "./sealed_keys.ts";
import { describeSystemFault } from "../system_fault.ts";
import { readTarHeader, TAR_BLOCK_BYTES, tarPadding } from "../tar.ts";

/** Larger than any file that a backup has: parts have 4 MB before compression. */
const FILE_BYTES_MAX = 64 * 1_048_576;

/** Where a file of the backup lies. */
interface Place {
  at: number;
  size_bytes: number;
}

/** A backup that is read. Everything that it gives out was compared with its checksum. */
export class BackupReader {
  readonly path: string;
  readonly manifest: Manifest;
  readonly #descriptor: number;
  readonly #places: Map<string, Place>;
  readonly #check: CheckText;

  /** Opens a backup and reads its manifest; throws BackupError if it is torn, changed or newer. */
  constructor(path: string) {
    this.path = path;
    this.#descriptor = openOrThrow(path);
    try {
      this.#places = this.#readPlaces();
      this.#checkFormat();
      const bytes = this.#readFile(MANIFEST_FILE);
      this.#check = this.#readJson(CHECK_FILE, isCheck);
      if (sha256Of(bytes) !== this.#check.sha256) throw this.#damaged();
      this.manifest = this.#readJson(MANIFEST_FILE, isManifest);
    } catch (error) {
      closeSync(this.#descriptor);
      throw error;
    }
  }

  /** Closes the file. */
  close(): void {
    closeSync(this.#descriptor);
  }

  /** Throws BackupError unless this program knows the schema of the backup. */
  checkMigration(): void {
    const { migration_ms } = this.manifest;
    const known = knownMigrations();
    if (known.includes(migration_ms)) return;
    const { tallyho } = this.#readJson(FORMAT_FILE, isFormat);
    throw new BackupError(
      migration_ms > (known.at(-1) ?? 0)
        ? `This backup was made by a newer tallyho (${tallyho}, this is ${VERSION}): restore it with that one`
        : `This backup was made by a tallyho (${tallyho}) whose schema this one (${VERSION}) does not know`,
    );
  }

  /** Opens the sealed keys; throws BackupError if the passphrase is another. */
  async openKeys(passphrase: string): Promise<NetworkKeys> {
    const text = this.#readJson(KEYS_FILE, isKeys);
    const sealing = await PassphraseKey.derive(passphrase, text.scrypt);
    const keys = sealing.open(text);
    if (sealing.macOf(this.#check.sha256) !== this.#check.mac) {
      throw this.#damaged();
    }
    return keys;
  }

  /** Reads all of it once and compares it with the checksums. */
  async verify(
    progress: (done: number, total: number) => void = () => {},
  ): Promise<void> {
    const { tables, files } = this.manifest;
    const all = [...tables, ...files];
    const total = all.reduce((sum, { size_bytes }) => sum + size_bytes, 0);
    let done = 0;
    for (const stored of all) {
      for await (const chunk of this.content(stored)) {
        done += chunk.length;
        progress(done, total);
      }
    }
  }

  /** Reads stored content, part by part; throws BackupError at its end if it was changed. */
  async *content(stored: StoredContent): AsyncGenerator<Uint8Array> {
    const hash = createHash("sha256");
    for (let part = 1; part <= stored.parts; part++) {
      const name = `${stored.path}/${String(part).padStart(6, "0")}.zst`;
      const chunk = this.#unpack(this.#readFile(name));
      hash.update(chunk);
      yield chunk;
    }
    if (hash.digest("hex") !== stored.sha256) throw this.#damaged(stored.path);
  }

  /** Never more than a part has: a few kilobytes of a hostile one would unpack to all memory. */
  #unpack(bytes: Uint8Array): Uint8Array {
    try {
      return zstdDecompressSync(bytes, { maxOutputLength: PART_BYTES });
    } catch {
      throw this.#damaged();
    }
  }

  #checkFormat(): void {
    const { format, tallyho } = this.#readJson(FORMAT_FILE, isFormat);
    if (format <= BACKUP_FORMAT) return;
    throw new BackupError(
      `This backup was made by a newer tallyho (${tallyho}, this is ${VERSION}): restore it with that one`,
    );
  }

  #readPlaces(): Map<string, Place> {
    const places = new Map<string, Place>();
    const { size } = fstatSync(this.#descriptor);
    for (let at = 0; ;) {
      const block = this.#read(at, TAR_BLOCK_BYTES);
      const is_first = at === 0;
      const header = readTarHeader(block);
      if (header === null) return places;
      if (is_first && header?.name !== FORMAT_FILE) {
        throw new BackupError(`"${this.path}" is not a backup of tallyho`);
      }
      if (header === undefined || header.size_bytes > FILE_BYTES_MAX) {
        throw block.length < TAR_BLOCK_BYTES ? this.#torn() : this.#damaged();
      }
      const { name, size_bytes } = header;
      at += TAR_BLOCK_BYTES;
      places.set(name, { at, size_bytes });
      at += size_bytes + tarPadding(size_bytes);
      if (at > size) throw this.#torn();
    }
  }

  #readFile(name: string): Uint8Array {
    const place = this.#places.get(name);
    if (place === undefined) throw this.#torn(name);
    return this.#read(place.at, place.size_bytes);
  }

  #readJson<Text>(
    name: string,
    isOne: (value: unknown) => value is Text,
  ): Text {
    const text = Buffer.from(this.#readFile(name)).toString();
    try {
      const value: unknown = JSON.parse(text);
      if (isOne(value)) return value;
    } catch {}
    throw this.#damaged(name);
  }

  #read(at: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    let read = 0;
    while (read < length) {
      const more = readSync(
        this.#descriptor,
        bytes,
        read,
        length - read,
        at + read,
      );
      if (more === 0) break;
      read += more;
    }
    return bytes.subarray(0, read);
  }

  #torn(name?: string): BackupError {
    const what = name === undefined ? "its end" : `"${name}"`;
    return new BackupError(
      `The backup "${this.path}" is torn: ${what} is missing`,
    );
  }

  #damaged(name?: string): BackupError {
    const where = name === undefined ? "" : ` in "${name}"`;
    return new BackupError(
      `The backup "${this.path}" was changed or damaged${where}: its checksum differs`,
    );
  }
}

function openOrThrow(path: string): number {
  const refuse = (why: string) =>
    new BackupError(`Cannot read the backup "${path}": ${why}`);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw refuse("it is a directory, name a file in it");
  }
  try {
    return openSync(path, "r");
  } catch (cause) {
    if (hasCode(cause, "ENOENT")) throw refuse("there is none");
    throw refuse(describeSystemFault(cause) ?? String(cause));
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

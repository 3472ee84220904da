import {
  closeSync,
  constants,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  write,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { syncDirectory } from "./journal/mod.ts";

/** The file of a time reserve; tests substitute a failing one. */
export interface ReserveFile {
  /** Distinguishes this file from a copy. */
  readonly identity: string;
  read(): string;
  /** Overwrites the content with a text of the same length; resolves once on disk. */
  write(text: string): Promise<void>;
  /** The same, synchronously. */
  writeNow(text: string): void;
  close(): void;
}

const datasync = promisify(fdatasync);
const writeAt = promisify(write);

/** The file `time` of a directory locked by this process. Written in place. */
export function reserveFile(directory: string): ReserveFile {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, "time");
  const flags = constants.O_RDWR | constants.O_CREAT;
  const descriptor = openSync(path, flags, 0o600);
  syncDirectory(directory);
  return {
    identity: identityOf(descriptor),
    read: () => readFileSync(path, "latin1"),
    async write(text) {
      const bytes = Buffer.from(text, "latin1");
      const done = await writeAt(descriptor, bytes, 0, bytes.length, 0);
      assertWhole(done.bytesWritten, bytes.length);
      await datasync(descriptor);
    },
    writeNow(text) {
      const bytes = Buffer.from(text, "latin1");
      assertWhole(
        writeSync(descriptor, bytes, 0, bytes.length, 0),
        bytes.length,
      );
      fdatasyncSync(descriptor);
    },
    close: () => closeSync(descriptor),
  };
}

/** A copy is another file with another birth time; a renamed file is the same. */
function identityOf(descriptor: number): string {
  const { dev, ino, birthtimeNs } = fstatSync(descriptor, { bigint: true });
  return `${dev}:${ino}:${birthtimeNs}`;
}

function assertWhole(written: number, length: number): void {
  if (written !== length) {
    throw new Error(`Cannot write ${length} bytes: ${written} were written`);
  }
}

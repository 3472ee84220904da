import {
  closeSync,
  constants,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  write,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** The file of a time reserve; tests hand in one that fails. */
export interface ReserveFile {
  /** What tells this file from a copy of it. */
  readonly identity: string;
  read(): string;
  /** Puts a text in the place of the last one, of the same length; it is on the disk when this resolves. */
  write(text: string): Promise<void>;
  /** The same, and waits. */
  writeNow(text: string): void;
  close(): void;
}

const datasync = promisify(fdatasync);
const writeAt = promisify(write);

/** The file `time` of a directory, which must be locked by this process. It is written in place. */
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

/** A copy is another file, born at another time; the same file renamed is the same. */
function identityOf(descriptor: number): string {
  const { dev, ino, birthtimeNs } = fstatSync(descriptor, { bigint: true });
  return `${dev}:${ino}:${birthtimeNs}`;
}

function assertWhole(written: number, length: number): void {
  if (written !== length) {
    throw new Error(`Cannot write ${length} bytes: ${written} were written`);
  }
}

function syncDirectory(directory: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(directory, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

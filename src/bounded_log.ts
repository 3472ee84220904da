import { closeSync, fstatSync, openSync, renameSync, writeSync } from "node:fs";

const BYTES_MAX = 8 * 1024 * 1024;

/**
 * A log file of bounded size: when full it is renamed to `<path>.1`, replacing the previous one.
 */
export interface BoundedLog {
  write(bytes: Uint8Array): void;
  close(): void;
}

/**
 * Opens the log for appending. Unwritable lines are dropped: a full disk must not stop the reader.
 */
export function openBoundedLog(
  path: string,
  bytes_max = BYTES_MAX,
): BoundedLog {
  let descriptor = openSync(path, "a", 0o600);
  let size = fstatSync(descriptor).size;
  let open = true;
  return {
    write(bytes) {
      if (!open) return;
      try {
        if (size > 0 && size + bytes.byteLength > bytes_max) {
          renameSync(path, `${path}.1`);
          closeSync(descriptor);
          descriptor = openSync(path, "a", 0o600);
          size = 0;
        }
        size += writeSync(descriptor, bytes);
      } catch {
        return;
      }
    },
    close() {
      if (open) closeSync(descriptor);
      open = false;
    },
  };
}

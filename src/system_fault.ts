/** Faults of files and disks, each with its meaning and a next step; `at` is the path, or empty. */
const FAULTS: Readonly<Record<string, (at: string) => string>> = {
  ENOSPC: (at) => `The disk is full${at}: make room, and try again`,
  EDQUOT: (at) => `The disk's quota is used up${at}: make room, and try again`,
  EACCES: (at) =>
    `This user may not do that${at}: give it the right to, or name another place`,
  EPERM: (at) =>
    `This user may not do that${at}: give it the right to, or name another place`,
  EROFS: (at) => `The disk can only be read${at}: name another place`,
  EISDIR: (at) => `There is a directory${at} where a file is needed`,
  ENOTDIR: (at) =>
    `There is a file${at} where a directory is needed: name another place`,
  ENOENT: (at) => `There is no such file or directory${at}`,
  EMFILE: (at) =>
    `Too many files are open${at}: raise the limit (ulimit -n, or LimitNOFILE of the service)`,
  EIO: (at) =>
    `The disk fails${at}: look at the system's log, and save what it still gives`,
};

/** Describes a fault of the system, with what to try; null if it is another error. */
export function describeSystemFault(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  const code = String(error.code);
  if (!("syscall" in error) || !Object.hasOwn(FAULTS, code)) return null;
  const path = "path" in error ? error.path : undefined;
  const at = typeof path === "string" && path !== "" ? ` at "${path}"` : "";
  return FAULTS[code]?.(at) ?? null;
}

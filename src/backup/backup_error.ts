/** A backup that can't be used, or isn't allowed to be used here. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}

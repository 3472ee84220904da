/** The form of a backup; a program reads its own and older ones. */
export const BACKUP_FORMAT = 1;

/** Names of the fixed files in a backup. */
export const FORMAT_FILE = "format.json";
export const KEYS_FILE = "keys.json";
export const MANIFEST_FILE = "manifest.json";
export const CHECK_FILE = "check.json";

/** The first file of a backup. */
export interface FormatText {
  format: number;
  /** Version of the program that made it. */
  tallyho: string;
}

/** Content that lies in a backup as numbered parts, each compressed by itself with zstd. */
export interface StoredContent {
  /** Folder of the parts. */
  path: string;
  parts: number;
  /** Size before compression. */
  size_bytes: number;
  /** SHA-256 of the uncompressed content. */
  sha256: string;
}

/** The rows of a table. */
export interface StoredTable extends StoredContent {
  name: string;
  /** The table that this one holds a day of. */
  parent: string | null;
  columns: readonly string[];
  rows: number;
  /** Sum of the hashes of all rows, whatever their order. */
  rows_sum: string;
}

/** A sequence, as far as it has counted. */
export interface StoredSequence {
  name: string;
  last_value: string;
  is_called: boolean;
}

/** The content of a backup; written last. */
export interface Manifest {
  id: string;
  /** Time of the snapshot, as ISO 8601. */
  made_at: string;
  /** Version of the server that it was read from. */
  postgres: string;
  /** Time of the newest migration, which names the state of the schema. */
  migration_ms: number;
  /** Settings that aren't secret. */
  settings: Record<string, string>;
  /** A sign of the key that the data was encrypted with; null if that was not known. */
  key_check: string | null;
  has_keys: boolean;
  tables: StoredTable[];
  sequences: StoredSequence[];
  /** Ids of the journals in it. */
  journals: string[];
  /** How many others the database knows, whose waiting clicks are not in it. */
  other_journals: number;
  /** Files of the data directory. */
  files: StoredContent[];
}

/** The last file of a backup. */
export interface CheckText {
  /** SHA-256 of the manifest. */
  sha256: string;
  /** HMAC of that under the passphrase, which only who knows it could make; null without one. */
  mac: string | null;
}

export interface StoredObject {
  key: string;
  size_bytes: number;
  /** When it was written, as the store says. */
  modified_ms: number;
}

/**
 * A place for objects by name: what `put` returned for is there after a power failure. Each throws
 * ArchiveError where the store doesn't do it.
 */
export interface ArchiveStore {
  /** Where it is, without secrets. */
  readonly name: string;
  /** Writes an object, all of it or nothing. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Reads an object; null if there is none. */
  get(key: string): Promise<Uint8Array | null>;
  has(key: string): Promise<boolean>;
  /** Lists the objects whose keys begin with a prefix, by key. */
  list(prefix: string): Promise<StoredObject[]>;
  /** Removes an object, if it is there. */
  remove(key: string): Promise<void>;
}

import type { ArchiveSettings } from "../archive_settings.ts";
import { DirectoryStore } from "./directory_store.ts";
import { S3Store } from "./s3_store.ts";
import type { ArchiveStore } from "./store.ts";

/** The store that the settings name; nothing is asked of it yet. */
export function openStore({
  place,
}: Pick<ArchiveSettings, "place">): ArchiveStore {
  return place.kind === "s3"
    ? new S3Store(place)
    : new DirectoryStore(place.path);
}

import { mayBeDirectory } from "./setting_checks.ts";
import type { Setting, SettingReader } from "./setting_reader.ts";

const BUCKET = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;
const PREFIX = /^(?:[\w.=-]+(?:\/[\w.=-]+)*\/?)?$/;
const HOUR_MS = 3_600_000;

/** Settings of the archive for point in time recovery. */
export const ARCHIVE_SETTINGS = [
  {
    name: "TALLYHO_ARCHIVE",
    description:
      "Where the embedded Postgres is archived, to restore it as of any time (default none)",
    allowed:
      "an absolute path of a directory, or s3://bucket/prefix; not together with DATABASE_URL",
  },
  {
    name: "TALLYHO_ARCHIVE_INTERVAL_S",
    description:
      "Seconds of changes that may be lost with the machine, at most, while the archive is reachable (default 60)",
    allowed: "a whole number from 5 to 3600",
  },
  {
    name: "TALLYHO_ARCHIVE_BASE_HOURS",
    description: "Hours between two base backups in the archive (default 24)",
    allowed: "a whole number from 1 to 48",
  },
  {
    name: "TALLYHO_ARCHIVE_KEEP",
    description:
      "Base backups that the archive keeps, with all that came after the oldest (default 7)",
    allowed: "a whole number from 1 to 1000",
  },
  {
    name: "TALLYHO_ARCHIVE_ENDPOINT",
    description: "Server of the bucket (default: Amazon's)",
    allowed: "an http or https address without a path",
  },
  {
    name: "TALLYHO_ARCHIVE_REGION",
    description: "Region of the bucket (default us-east-1)",
    allowed: "letters, digits and -, up to 64",
  },
  {
    name: "TALLYHO_ARCHIVE_ACCESS_KEY_ID",
    description: "Who writes to the bucket",
    allowed:
      "1 to 200 characters, together with TALLYHO_ARCHIVE_SECRET_ACCESS_KEY",
    secret: true,
  },
  {
    name: "TALLYHO_ARCHIVE_SECRET_ACCESS_KEY",
    description: "The key of whoever writes to the bucket",
    allowed: "1 to 200 characters, together with TALLYHO_ARCHIVE_ACCESS_KEY_ID",
    secret: true,
  },
] as const satisfies readonly Setting[];

type Name = (typeof ARCHIVE_SETTINGS)[number]["name"];

/** The archive of the embedded Postgres. */
export interface ArchiveSettings {
  place:
    | { kind: "directory"; path: string }
    | {
        kind: "s3";
        bucket: string;
        /** Empty, or ending in a slash. */
        prefix: string;
        /** Null for Amazon's own. */
        endpoint: string | null;
        region: string | null;
        access_key_id: string;
        secret_access_key: string;
      };
  interval_s: number;
  base_every_ms: number;
  /** Base backups that are kept. */
  bases_kept: number;
}

/** Reads the settings of the archive; null where there is none. */
export function readArchiveSettings(
  read: SettingReader<Name>,
): ArchiveSettings | null {
  const text = read.checked("TALLYHO_ARCHIVE", isPlace);
  const interval = { unset: 60, min: 5, max: 3600 };
  const hours = { unset: 24, min: 1, max: 48 };
  const kept = { unset: 7, min: 1, max: 1000 };
  const rest = {
    interval_s: read.number("TALLYHO_ARCHIVE_INTERVAL_S", interval),
    base_every_ms: HOUR_MS * read.number("TALLYHO_ARCHIVE_BASE_HOURS", hours),
    bases_kept: read.number("TALLYHO_ARCHIVE_KEEP", kept),
  };
  const s3 = readS3(read);
  if (text === null) return null;
  const [, bucket, prefix = ""] = BUCKET.exec(text) ?? [];
  if (bucket === undefined) {
    return { place: { kind: "directory", path: text }, ...rest };
  }
  if (s3.access_key_id === null || s3.secret_access_key === null) {
    throw read.bad("TALLYHO_ARCHIVE_ACCESS_KEY_ID", "");
  }
  const { access_key_id, secret_access_key, ...server } = s3;
  const keys = { access_key_id, secret_access_key };
  const ended = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
  const place = { kind: "s3", bucket, prefix: ended, ...server } as const;
  return { place: { ...place, ...keys }, ...rest };
}

function readS3(read: SettingReader<Name>) {
  const key = /^[\x21-\x7e]{1,200}$/;
  return {
    endpoint: read.checked("TALLYHO_ARCHIVE_ENDPOINT", isEndpoint),
    region: read.matching("TALLYHO_ARCHIVE_REGION", /^[A-Za-z0-9-]{1,64}$/),
    access_key_id: read.matching("TALLYHO_ARCHIVE_ACCESS_KEY_ID", key),
    secret_access_key: read.matching("TALLYHO_ARCHIVE_SECRET_ACCESS_KEY", key),
  };
}

function isPlace(text: string): boolean {
  const [, bucket, prefix = ""] = BUCKET.exec(text) ?? [];
  if (bucket !== undefined) return PREFIX.test(prefix);
  return text.startsWith("/") && mayBeDirectory(text);
}

function isEndpoint(text: string): boolean {
  const url = URL.parse(text);
  const is_web = url?.protocol === "http:" || url?.protocol === "https:";
  return is_web && url !== null && `${url.origin}/` === url.href;
}

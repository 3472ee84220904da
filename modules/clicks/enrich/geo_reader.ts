import shipped_file from "@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb" with { type: "file" };
import { readFileSync } from "node:fs";
import { Reader } from "mmdb-lib";
import { readAddressBytes } from "./address_bytes.ts";
import { GenerationMap } from "./generation_map.ts";

const DECODED_RECORDS_MAX = 2048;
const DATA_SEPARATOR_BYTES = 16;
const ASN_MAX = 2 ** 32 - 1;

/** A network's record, in any of the shapes that vendors of such files use. */
interface GeoRecord {
  country_code?: unknown;
  country?: { iso_code?: unknown };
  autonomous_system_number?: unknown;
}

/** Files in MaxMind's format, in memory shared between threads. */
export interface GeoFiles {
  countries: SharedFile;
  networks: SharedFile | null;
}

interface SharedFile {
  path: string;
  bytes: SharedArrayBuffer;
}

/** Looks up country and AS number of addresses in in-memory files of MaxMind's format. */
export class GeoReader {
  readonly #countries: GeoFile;
  readonly #networks: GeoFile | null;
  /** The files; another thread can make a reader of the same memory. */
  readonly files: GeoFiles;

  private constructor(files: GeoFiles) {
    const { countries, networks } = files;
    this.files = files;
    this.#countries = new GeoFile(countries);
    this.#networks = networks === null ? null : new GeoFile(networks);
  }

  /** A reader of already opened files. */
  static of(files: GeoFiles): GeoReader {
    return new GeoReader(files);
  }

  /** Opens the files; defaults to the bundled country file. */
  static open(options: {
    country_file: string | null;
    asn_file: string | null;
  }): GeoReader {
    const { country_file, asn_file } = options;
    const reader = new GeoReader({
      countries:
        country_file === null ? shippedCountries() : readShared(country_file),
      networks: asn_file === null ? null : readShared(asn_file),
    });
    reader.#countries.assertHolds(
      "countries",
      (record) => countryOf(record) !== null,
    );
    reader.#networks?.assertHolds(
      "network numbers",
      (record) => asnOf(record) !== null,
    );
    return reader;
  }

  /** The country of an address as upper-case ISO 3166 alpha-2; null if unknown or not public. */
  country(ip: string): string | null {
    return countryOf(this.#countries.find(ip));
  }

  /** The autonomous system number of an address; always null without an ASN file. */
  asn(ip: string): number | null {
    return asnOf(this.#networks?.find(ip) ?? null);
  }
}

function countryOf(record: GeoRecord | null): string | null {
  const code = record?.country_code ?? record?.country?.iso_code;
  if (typeof code !== "string" || !/^[a-z]{2}$/i.test(code)) return null;
  const upper = code.toUpperCase();
  return upper === "ZZ" ? null : upper;
}

function asnOf(record: GeoRecord | null): number | null {
  const asn = record?.autonomous_system_number;
  if (typeof asn !== "number" || asn < 1 || asn > ASN_MAX) return null;
  return asn;
}

let shipped: SharedFile | undefined;

/** The shipped file, which never changes: read once, whoever opens it. */
function shippedCountries(): SharedFile {
  return (shipped ??= readShared(shipped_file));
}

function readShared(path: string): SharedFile {
  try {
    const read = readFileSync(path);
    const bytes = new SharedArrayBuffer(read.length);
    new Uint8Array(bytes).set(read);
    return { path, bytes };
  } catch (cause) {
    throw cannotRead(path, cause);
  }
}

function cannotRead(path: string, cause: unknown): Error {
  return new Error(`Cannot read ${path} as a geo database`, { cause });
}

/** One file in MaxMind's format. */
class GeoFile {
  readonly #path: string;
  readonly #reader: Reader<never>;
  readonly #is_ipv4_only: boolean;

  constructor(file: SharedFile) {
    const { path } = file;
    this.#path = path;
    try {
      const bytes = Buffer.from(file.bytes);
      const cache = new GenerationMap<string | number, unknown>({
        entries_max: DECODED_RECORDS_MAX,
      });
      this.#reader = new Reader(bytes, { cache });
      const { searchTreeSize, ipVersion } = this.#reader.metadata;
      if (searchTreeSize + DATA_SEPARATOR_BYTES > bytes.length) {
        throw new RangeError("It is shorter than its index");
      }
      this.#is_ipv4_only = ipVersion === 4;
    } catch (cause) {
      throw cannotRead(path, cause);
    }
  }

  /** The record of a public address. */
  find(ip: string): GeoRecord | null {
    const bytes = readAddressBytes(ip);
    if (bytes === null || isPrivate(bytes)) return null;
    const is_ipv4 = bytes.length === 4;
    if (!is_ipv4 && this.#is_ipv4_only) return null;
    try {
      return this.#reader.get(is_ipv4 ? bytes.join(".") : ip);
    } catch {
      // A damaged record must not cost a click: it goes on without a country.
      return null;
    }
  }

  /** Throws if the file has records but none of the expected kind. */
  assertHolds(what: string, isOne: (record: GeoRecord) => boolean): void {
    let records = 0;
    for (let first = 1; first < 224; first++) {
      const record = this.find(`${first}.1.1.1`);
      if (record === null) continue;
      if (isOne(record)) return;
      records += 1;
    }
    if (records === 0) return;
    throw new Error(
      `Cannot use ${this.#path}: it is a geo database, but holds no ${what}`,
    );
  }
}

/**
 * Whether an address isn't public. Checked here because the bundled file maps 192.168.0.0/16 to
 * Australia, while a custom file may deliberately cover private networks.
 */
function isPrivate(bytes: readonly number[]): boolean {
  const [a = 0, b = 0] = bytes;
  if (bytes.length === 16) return a >>> 5 !== 1;
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true;
  if (a === 100) return b >= 64 && b < 128;
  if (a === 169) return b === 254;
  if (a === 172) return b >= 16 && b < 32;
  if (a === 192) return b === 168;
  return false;
}

import { randomBytes, scrypt } from "node:crypto";
import { promisify } from "node:util";
import {
  hmacSha256,
  seal,
  sealKeyFrom,
  unseal,
} from "../../modules/kernel/mod.ts";
import { BackupError } from "./backup_error.ts";

/** Length of a passphrase. */
export const PASSPHRASE_CHARS = { min: 12, max: 200 };

const SALT_BYTES = 16;
const DERIVED_BYTES = 32;
const CONTEXT = "tallyho backup";
/** About a tenth of a second and 64 MB for each passphrase that is tried. */
const COST = { N: 65_536, r: 8, p: 1 };
/** The most that a backup may ask of who reads it. */
const COST_MAX = { N: 1_048_576, r: 16, p: 4 };
const MEMORY_BYTES_MAX = 2_200_000_000;

/** The secrets of a network that no table has. */
export interface NetworkKeys {
  /** Opens what the database stores encrypted. */
  key: string;
  /** The first admin's token; null where it is a setting. */
  admin_token: string | null;
}

/** The keys as they are in a backup. */
export interface KeysText {
  scrypt: { N: number; r: number; p: number; salt: string };
  sealed: string;
}

/** A passphrase, as it seals one backup. */
export class PassphraseKey {
  readonly #bytes: Uint8Array;
  readonly #scrypt: KeysText["scrypt"];

  private constructor(bytes: Uint8Array, scrypt: KeysText["scrypt"]) {
    this.#bytes = bytes;
    this.#scrypt = scrypt;
  }

  /** Derives a key with a new salt, or with that of a backup. */
  static async derive(
    passphrase: string,
    given: KeysText["scrypt"] = { ...COST, salt: newSalt() },
  ): Promise<PassphraseKey> {
    const { N, r, p, salt } = given;
    const is_allowed =
      N <= COST_MAX.N && r <= COST_MAX.r && p <= COST_MAX.p && salt !== "";
    if (!is_allowed) throw new BackupError("The backup's keys are damaged");
    const bytes = await promisify<
      string,
      Uint8Array,
      number,
      object,
      Uint8Array
    >(scrypt)(passphrase.normalize("NFC"), Buffer.from(salt, "base64"), 32, {
      ...{ N, r, p },
      maxmem: MEMORY_BYTES_MAX,
    });
    return new PassphraseKey(bytes.subarray(0, DERIVED_BYTES), given);
  }

  /** Seals the keys. */
  seal(keys: NetworkKeys): KeysText {
    const plain = Buffer.from(JSON.stringify(keys));
    const sealed = seal(sealKeyFrom(this.#bytes), plain, CONTEXT);
    return {
      scrypt: this.#scrypt,
      sealed: Buffer.from(sealed).toString("base64"),
    };
  }

  /** Opens sealed keys; throws if the passphrase is another. */
  open({ sealed }: KeysText): NetworkKeys {
    let plain: Uint8Array;
    try {
      const bytes = Buffer.from(sealed, "base64");
      plain = unseal(sealKeyFrom(this.#bytes), bytes, CONTEXT);
    } catch {
      throw new BackupError("The passphrase is not the one of this backup");
    }
    return JSON.parse(Buffer.from(plain).toString()) as NetworkKeys;
  }

  /** Proves that who wrote a text knew the passphrase. */
  macOf(text: string): string {
    return Buffer.from(hmacSha256(this.#bytes, text)).toString("hex");
  }
}

/** A sign of a key, which does not show it. */
export function keyCheck(key: string): string {
  const mac = hmacSha256(key, "tallyho backup: which key is it");
  return Buffer.from(mac).toString("hex").slice(0, 32);
}

function newSalt(): string {
  return randomBytes(SALT_BYTES).toString("base64");
}

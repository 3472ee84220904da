import { isTimezone, parseCidrs } from "../modules/kernel/mod.ts";
import type { Cidr } from "../modules/kernel/mod.ts";
import { readSecretFile } from "./setting_checks.ts";

/** An environment setting. A secret may also be read from the file named by `<NAME>_FILE`. */
export interface Setting {
  name: string;
  description: string;
  allowed: string;
  secret?: true;
}

/** An invalid setting: names it, its value unless secret, and what is allowed. */
export class BadSetting extends Error {
  constructor({ name, secret, allowed }: Setting, value: string) {
    const shown = secret === true ? "(secret)" : `"${value}"`;
    super(`Bad setting ${name}=${shown}: allowed is ${allowed}`);
  }
}

/** Reads settings from an environment; throws a BadSetting for a value that isn't allowed. */
export class SettingReader<Name extends string> {
  readonly #settings: ReadonlyMap<string, Setting>;
  readonly #env: Readonly<Record<string, string | undefined>>;

  constructor(
    settings: readonly (Setting & { name: Name })[],
    env: Readonly<Record<string, string | undefined>>,
  ) {
    this.#settings = new Map(settings.map((one) => [one.name, one]));
    this.#env = env;
  }

  /** The error that refuses a value. */
  bad(name: Name, value: string): BadSetting {
    return new BadSetting(this.#setting(name), value);
  }

  /** A setting's text, from its variable or its secret's file; null where it is unset. */
  text(name: Name): string | null {
    const value = this.#env[name] ?? "";
    if (value !== "") return value;
    const is_secret = this.#setting(name).secret === true;
    const file = is_secret ? (this.#env[`${name}_FILE`] ?? "") : "";
    if (file === "") return null;
    const text = readSecretFile(file);
    if (text !== null && text !== "") return text;
    const why = text === null ? "can't be read" : "is empty";
    throw new Error(
      `Bad setting ${name}_FILE="${file}": it ${why}; allowed is the path of a file with the value`,
    );
  }

  checked(name: Name, isAllowed: (value: string) => boolean): string | null {
    const value = this.text(name);
    if (value === null || isAllowed(value)) return value;
    throw this.bad(name, value);
  }

  matching(name: Name, pattern: RegExp): string | null {
    return this.checked(name, (value) => pattern.test(value));
  }

  number(
    name: Name,
    bounds: { unset: number; min: number; max: number },
  ): number {
    const text = this.text(name);
    if (text === null) return bounds.unset;
    const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : -1;
    if (value < bounds.min || value > bounds.max) throw this.bad(name, text);
    return value;
  }

  /** The canonical name of a zone; UTC where it is unset. */
  timezone(name: Name): string {
    const text = this.text(name);
    if (text === null) return "UTC";
    if (!isTimezone(text)) throw this.bad(name, text);
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions()
      .timeZone;
  }

  /** Pairs such as `name=value,other=value`, percent-encoded as in OpenTelemetry. */
  pairs(name: Name): Readonly<Record<string, string>> {
    const text = this.text(name);
    if (text === null) return {};
    const pairs = text.split(",").map((pair) => {
      const [key = "", ...rest] = pair.split("=");
      return [key.trim(), decoded(rest.join("=").trim())] as const;
    });
    const are_headers = pairs.every(
      ([key, value]) => /^[\w-]{1,100}$/.test(key) && isHeaderValue(value),
    );
    if (!are_headers) throw this.bad(name, text);
    return Object.fromEntries(pairs.map(([key, value]) => [key, value ?? ""]));
  }

  cidrs(name: Name): readonly Cidr[] {
    const text = this.text(name);
    if (text === null) return [];
    try {
      return parseCidrs(text);
    } catch {
      throw this.bad(name, text);
    }
  }

  #setting(name: Name): Setting {
    const setting = this.#settings.get(name);
    if (setting === undefined) throw new Error(`There is no setting ${name}`);
    return setting;
  }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function isHeaderValue(value: string | null): boolean {
  return value !== null && /^[\x20-\x7e]{1,4096}$/.test(value);
}

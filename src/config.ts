import { isEmail, isTimezone, parseCidrs } from "../modules/kernel/mod.ts";
import type { Cidr, LogLevel } from "../modules/kernel/mod.ts";
import {
  isCurrency,
  isHost,
  isMailSender,
  isMaxMindFile,
  isPostgresUrl,
  isPublicUrl,
  isSmtpUrl,
  isWebUrl,
  mayBeDirectory,
  readSecretFile,
} from "./setting_checks.ts";

/** An environment setting. A secret may also be read from the file named by `<NAME>_FILE`. */
interface Setting {
  name: string;
  description: string;
  allowed: string;
  secret?: true;
}

/** Every setting; `.env.example` and docs/reference/settings.md list the same ones. */
export const SETTINGS = [
  {
    name: "DATABASE_URL",
    description: "Postgres to use instead of the embedded one",
    allowed: "postgres://user:password@host:port/database",
    secret: true,
  },
  {
    name: "TALLYHO_DATA_DIR",
    description:
      "Directory of the embedded database, the journal and the keys (default ./data)",
    allowed: "a directory",
  },
  {
    name: "HOST",
    description: "Address to listen on (default 127.0.0.1)",
    allowed: "an address or host name",
  },
  {
    name: "PORT",
    description: "Port to listen on (default 3000; 0 takes any free one)",
    allowed: "a whole number from 0 to 65535",
  },
  {
    name: "PUBLIC_URL",
    description: "Base URL of tracking links (default http://HOST:PORT)",
    allowed: "an http or https address without a path",
  },
  {
    name: "TALLYHO_ADMIN_TOKEN",
    description:
      "API token with the role admin (default: created at the first start)",
    allowed: "20 to 200 characters of A-Z a-z 0-9 _ . -",
    secret: true,
  },
  {
    name: "TALLYHO_ADMIN_EMAIL",
    description: "Email of the first admin, created at the start",
    allowed: "an email address, together with TALLYHO_ADMIN_PASSWORD",
  },
  {
    name: "TALLYHO_ADMIN_PASSWORD",
    description: "Password of the first admin",
    allowed:
      "12 to 200 characters (10 for an admin who exists), together with TALLYHO_ADMIN_EMAIL",
    secret: true,
  },
  {
    name: "TALLYHO_TRUSTED_PROXIES",
    description: "Proxies whose X-Forwarded-For is trusted (default none)",
    allowed: "addresses or CIDRs, separated by commas",
  },
  {
    name: "TALLYHO_ALLOW_PRIVATE_TARGETS",
    description:
      "Private networks that outgoing postbacks may reach (default none)",
    allowed: "addresses or CIDRs, separated by commas",
  },
  {
    name: "TALLYHO_KEY",
    description:
      "Encrypts click keys and secrets (default: created at the first start)",
    allowed: "32 to 200 characters; the same for every instance of a network",
    secret: true,
  },
  {
    name: "TALLYHO_CLICK_DURABILITY",
    description:
      "When to redirect. fsync: once the click is synced to disk; relaxed: once it is written, synced within 50 ms (default fsync)",
    allowed: "fsync or relaxed",
  },
  {
    name: "TALLYHO_JOURNAL_MB_MAX",
    description: "Maximum size of the journal in MB (default 4096)",
    allowed: "a whole number from 16 to 1000000",
  },
  {
    name: "TALLYHO_IP_STORAGE",
    description: "How visitors' addresses are stored (default full)",
    allowed: "full, truncated or hashed",
  },
  {
    name: "TALLYHO_CLICK_RETENTION_DAYS",
    description: "Days until clicks are deleted (default 0: never)",
    allowed: "a whole number from 0 to 36500",
  },
  {
    name: "TALLYHO_POSTBACK_RETENTION_DAYS",
    description:
      "Days until postbacks are deleted (default 0: never). Those behind a conversion keep their verdict, and those that may still be accepted stay; refused ones from strangers are deleted after at most 30 days",
    allowed: "a whole number from 0 to 36500",
  },
  {
    name: "TALLYHO_COUNTRY_FILE",
    description: "MaxMind country file to use instead of the bundled one",
    allowed: "a file",
  },
  {
    name: "TALLYHO_ASN_FILE",
    description: "MaxMind ASN file; without one, ASNs are unknown",
    allowed: "a file",
  },
  {
    name: "TALLYHO_TIMEZONE",
    description: "The network's time zone (default UTC)",
    allowed: "an IANA zone such as Europe/Berlin",
  },
  {
    name: "TALLYHO_CURRENCY",
    description: "Currency of reports over several currencies (default USD)",
    allowed: "an ISO 4217 code such as EUR",
  },
  {
    name: "TALLYHO_FALLBACK_URL",
    description: "Where clicks go that no campaign accepts (default nowhere)",
    allowed: "an http or https address",
  },
  {
    name: "TALLYHO_SIGN_UP",
    description: "Whether anybody may apply as an affiliate (default closed)",
    allowed: "open or closed",
  },
  {
    name: "TALLYHO_SMTP_URL",
    description:
      "Mail server for invitations and new passwords (default none: links are only shown)",
    allowed:
      "smtp://user:password@host:port or smtps://…, together with TALLYHO_MAIL_FROM",
    secret: true,
  },
  {
    name: "TALLYHO_MAIL_FROM",
    description: "Sender of mails",
    allowed: "an email address, or a name and one: Network <mail@example.com>",
  },
  {
    name: "TALLYHO_LOG",
    description: "Least level that is logged (default info)",
    allowed: "debug, info, warn or error",
  },
  {
    name: "TALLYHO_LOG_FORMAT",
    description:
      "Format of the log (default json; text where the output is a terminal)",
    allowed: "json or text",
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof SETTINGS)[number]["name"];

/** The settings, read and checked. */
export interface Config {
  database_url: string | null;
  data_dir: string;
  host: string;
  port: number;
  /** Null to derive it from the listening address. */
  public_url: string | null;
  admin_token: string | null;
  admin: { email: string; password: string } | null;
  trusted_proxies: readonly Cidr[];
  allowed_targets: readonly Cidr[];
  key: string | null;
  click_durability: "fsync" | "relaxed";
  journal_bytes_max: number;
  ip_storage: "full" | "truncated" | "hashed";
  /** 0 keeps them forever. */
  click_retention_days: number;
  /** 0 keeps them forever. */
  postback_retention_days: number;
  country_file: string | null;
  asn_file: string | null;
  timezone: string;
  currency: string;
  fallback_url: string | null;
  sign_up: "open" | "closed";
  /** Null where no mail is sent. */
  smtp: { url: string; from: string } | null;
  log_level: LogLevel;
  /** Null to decide by the output. */
  log_format: "json" | "text" | null;
}

/** An invalid setting: names it, its value unless secret, and what is allowed. */
export class BadSetting extends Error {
  constructor(name: SettingName, value: string) {
    const setting: Setting | undefined = SETTINGS.find(
      (candidate) => candidate.name === name,
    );
    const shown = setting?.secret === true ? "(secret)" : `"${value}"`;
    super(`Bad setting ${name}=${shown}: allowed is ${setting?.allowed ?? ""}`);
  }
}

/** Reads the settings from an environment. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): Config {
  const email = checked(env, "TALLYHO_ADMIN_EMAIL", (address) =>
    isEmail(address.trim().toLowerCase()),
  );
  const password = matching(env, "TALLYHO_ADMIN_PASSWORD", /^[^]{10,200}$/);
  if (email !== null && password === null) {
    throw new BadSetting("TALLYHO_ADMIN_PASSWORD", "");
  }
  if (email === null && password !== null) {
    throw new BadSetting("TALLYHO_ADMIN_EMAIL", "");
  }
  return {
    database_url: checked(env, "DATABASE_URL", isPostgresUrl),
    data_dir: checked(env, "TALLYHO_DATA_DIR", mayBeDirectory) ?? "./data",
    host: checked(env, "HOST", isHost) ?? "127.0.0.1",
    port: readNumber(env, "PORT", { unset: 3000, min: 0, max: 65_535 }),
    public_url: readPublicUrl(env),
    admin_token: matching(env, "TALLYHO_ADMIN_TOKEN", /^[\w.-]{20,200}$/),
    admin: email === null || password === null ? null : { email, password },
    trusted_proxies: readCidrs(env, "TALLYHO_TRUSTED_PROXIES"),
    allowed_targets: readCidrs(env, "TALLYHO_ALLOW_PRIVATE_TARGETS"),
    key: matching(env, "TALLYHO_KEY", /^.{32,200}$/),
    ...readClickSettings(env),
    sign_up: (matching(env, "TALLYHO_SIGN_UP", /^(open|closed)$/) ??
      "closed") as Config["sign_up"],
    smtp: readSmtp(env),
    ...readLogSettings(env),
  };
}

function readSmtp(
  env: Readonly<Record<string, string | undefined>>,
): Config["smtp"] {
  const url = checked(env, "TALLYHO_SMTP_URL", isSmtpUrl);
  const from = checked(env, "TALLYHO_MAIL_FROM", isMailSender);
  if (url === null) return null;
  if (from === null) throw new BadSetting("TALLYHO_MAIL_FROM", "");
  return { url, from };
}

function readLogSettings(
  env: Readonly<Record<string, string | undefined>>,
): Pick<Config, "log_level" | "log_format"> {
  const level = matching(env, "TALLYHO_LOG", /^(debug|info|warn|error)$/);
  const format = matching(env, "TALLYHO_LOG_FORMAT", /^(json|text)$/);
  return {
    log_level: (level ?? "info") as LogLevel,
    log_format: format as Config["log_format"],
  };
}

function readClickSettings(env: Readonly<Record<string, string | undefined>>) {
  const durability = matching(
    env,
    "TALLYHO_CLICK_DURABILITY",
    /^(fsync|relaxed)$/,
  );
  const ip_storage = matching(
    env,
    "TALLYHO_IP_STORAGE",
    /^(full|truncated|hashed)$/,
  );
  const journal_mb_max = readNumber(env, "TALLYHO_JOURNAL_MB_MAX", {
    unset: 4096,
    min: 16,
    max: 1_000_000,
  });
  return {
    click_durability: (durability ?? "fsync") as Config["click_durability"],
    journal_bytes_max: journal_mb_max * 1_048_576,
    ip_storage: (ip_storage ?? "full") as Config["ip_storage"],
    click_retention_days: readNumber(env, "TALLYHO_CLICK_RETENTION_DAYS", {
      unset: 0,
      min: 0,
      max: 36_500,
    }),
    postback_retention_days: readNumber(
      env,
      "TALLYHO_POSTBACK_RETENTION_DAYS",
      { unset: 0, min: 0, max: 36_500 },
    ),
    country_file: checked(env, "TALLYHO_COUNTRY_FILE", isMaxMindFile),
    asn_file: checked(env, "TALLYHO_ASN_FILE", isMaxMindFile),
    timezone: readTimezone(readSetting(env, "TALLYHO_TIMEZONE")),
    currency: checked(env, "TALLYHO_CURRENCY", isCurrency) ?? "USD",
    fallback_url: checked(env, "TALLYHO_FALLBACK_URL", isWebUrl),
  };
}

function readNumber(
  env: Readonly<Record<string, string | undefined>>,
  name: SettingName,
  bounds: { unset: number; min: number; max: number },
): number {
  const text = readSetting(env, name);
  if (text === null) return bounds.unset;
  const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : -1;
  if (value < bounds.min || value > bounds.max)
    throw new BadSetting(name, text);
  return value;
}

function readTimezone(text: string | null): string {
  if (text === null) return "UTC";
  if (!isTimezone(text)) throw new BadSetting("TALLYHO_TIMEZONE", text);
  return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions()
    .timeZone;
}

/** The environment of this process. */
export function processConfig(): Config {
  return readConfig(process.env);
}

function readSetting(
  env: Readonly<Record<string, string | undefined>>,
  name: SettingName,
): string | null {
  const value = env[name] ?? "";
  if (value !== "") return value;
  const file = isSecret(name) ? (env[`${name}_FILE`] ?? "") : "";
  if (file === "") return null;
  const text = readSecretFile(file);
  if (text !== null && text !== "") return text;
  const why = text === null ? "can't be read" : "is empty";
  throw new Error(
    `Bad setting ${name}_FILE="${file}": it ${why}; allowed is the path of a file with the value`,
  );
}

function isSecret(name: SettingName): boolean {
  return SETTINGS.some(
    (setting) => setting.name === name && "secret" in setting,
  );
}

function matching(
  env: Readonly<Record<string, string | undefined>>,
  name: SettingName,
  pattern: RegExp,
): string | null {
  return checked(env, name, (value) => pattern.test(value));
}

function checked(
  env: Readonly<Record<string, string | undefined>>,
  name: SettingName,
  isAllowed: (value: string) => boolean,
): string | null {
  const value = readSetting(env, name);
  if (value === null || isAllowed(value)) return value;
  throw new BadSetting(name, value);
}

function readPublicUrl(
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  const text = checked(env, "PUBLIC_URL", isPublicUrl);
  return text === null ? null : new URL(text).origin;
}

function readCidrs(
  env: Readonly<Record<string, string | undefined>>,
  name: SettingName,
): readonly Cidr[] {
  const text = readSetting(env, name);
  if (text === null) return [];
  try {
    return parseCidrs(text);
  } catch {
    throw new BadSetting(name, text);
  }
}

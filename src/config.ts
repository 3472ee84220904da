import type { Cidr, LogLevel } from "../modules/kernel/mod.ts";
import { isEmail } from "../modules/kernel/mod.ts";
import {
  APP_STORE_SETTINGS,
  readAppStoreSettings,
} from "./app_store_settings.ts";
import type { AppStoreSettings } from "./app_store_settings.ts";
import { ARCHIVE_SETTINGS, readArchiveSettings } from "./archive_settings.ts";
import type { ArchiveSettings } from "./archive_settings.ts";
import { DATABASE_SETTINGS, readDatabases } from "./database_settings.ts";
import type { DatabaseSettings } from "./database_settings.ts";
import {
  isCurrency,
  isHost,
  isMailSender,
  isMaxMindFile,
  isPublicUrl,
  isSmtpUrl,
  isWebUrl,
  mayBeDirectory,
} from "./setting_checks.ts";
import { SettingReader } from "./setting_reader.ts";
import type { Setting } from "./setting_reader.ts";
import { readTraceSettings, TRACE_SETTINGS } from "./trace_settings.ts";
import type { TraceSettings } from "./trace_settings.ts";

/** Every setting; `.env.example` and docs/reference/settings.md list the same ones. */
export const SETTINGS = [
  ...DATABASE_SETTINGS,
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
    name: "TALLYHO_WORKERS",
    description:
      "Processes that share the port (default 1; more than one only on Linux)",
    allowed: "a whole number from 1 to 64",
  },
  {
    name: "TALLYHO_STOP_GRACE_S",
    description:
      "Seconds that a stop goes on answering while /readyz says 503, so that a proxy turns away first (default 0)",
    allowed: "a whole number from 0 to 60",
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
    name: "TALLYHO_BACKUP_PASSPHRASE",
    description:
      "Seals the keys in backups (default none: asked for at a terminal, else they are left out)",
    allowed: "12 to 200 characters",
    secret: true,
  },
  ...ARCHIVE_SETTINGS,
  {
    name: "TALLYHO_CLICK_DURABILITY",
    description:
      "When to redirect. fsync: once the click is synced to disk; relaxed: once it is written, synced within 50 ms (default fsync)",
    allowed: "fsync or relaxed",
  },
  {
    name: "TALLYHO_JOURNAL_MB_MAX",
    description: "Maximum size of the journal in MB (default 4096)",
    allowed:
      "a whole number from 16 to 1000000, at least 4 for each of TALLYHO_WORKERS",
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
    name: "TALLYHO_AUTO_LINKS",
    description:
      "Whether a moved link's first click makes the link that its campaign and affiliate allow (default false)",
    allowed: "true or false",
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
  ...APP_STORE_SETTINGS,
  ...TRACE_SETTINGS,
  {
    name: "TALLYHO_METRICS_TOKEN",
    description:
      "Token that /metrics asks for; without one it leaves out money and sources (default none)",
    allowed: "20 to 200 characters of A-Z a-z 0-9 _ . -",
    secret: true,
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
export interface Config extends DatabaseSettings, AppStoreSettings {
  data_dir: string;
  host: string;
  port: number;
  workers: number;
  stop_grace_ms: number;
  /** Null to derive it from the listening address. */
  public_url: string | null;
  admin_token: string | null;
  admin: { email: string; password: string } | null;
  trusted_proxies: readonly Cidr[];
  allowed_targets: readonly Cidr[];
  key: string | null;
  backup_passphrase: string | null;
  /** Null where nothing is archived. */
  archive: ArchiveSettings | null;
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
  auto_links: boolean;
  sign_up: "open" | "closed";
  /** Null where no mail is sent. */
  smtp: { url: string; from: string } | null;
  /** Null where nothing is traced. */
  traces: TraceSettings | null;
  /** Null where anybody may read the metrics. */
  metrics_token: string | null;
  log_level: LogLevel;
  /** Null to decide by the output. */
  log_format: "json" | "text" | null;
}

const TOKEN = /^[\w.-]{20,200}$/;

const JOURNAL_MB_MIN = 16;
const JOURNAL_MB_OF_WORKER_MIN = 4;

type Environment = Readonly<Record<string, string | undefined>>;
type Reader = SettingReader<SettingName>;

/** Reads the settings from an environment. */
export function readConfig(env: Environment): Config {
  const read: Reader = new SettingReader(SETTINGS, env);
  const workers = read.number("TALLYHO_WORKERS", { unset: 1, min: 1, max: 64 });
  return {
    ...readDatabases(read),
    ...readAppStoreSettings(read),
    data_dir: read.checked("TALLYHO_DATA_DIR", mayBeDirectory) ?? "./data",
    host: read.checked("HOST", isHost) ?? "127.0.0.1",
    port: read.number("PORT", { unset: 3000, min: 0, max: 65_535 }),
    workers,
    stop_grace_ms:
      1_000 *
      read.number("TALLYHO_STOP_GRACE_S", { unset: 0, min: 0, max: 60 }),
    public_url: readPublicUrl(read),
    admin_token: read.matching("TALLYHO_ADMIN_TOKEN", TOKEN),
    admin: readAdmin(read),
    trusted_proxies: read.cidrs("TALLYHO_TRUSTED_PROXIES"),
    allowed_targets: read.cidrs("TALLYHO_ALLOW_PRIVATE_TARGETS"),
    key: read.matching("TALLYHO_KEY", /^.{32,200}$/),
    backup_passphrase: read.matching(
      "TALLYHO_BACKUP_PASSPHRASE",
      /^[^]{12,200}$/,
    ),
    archive: readArchive(read),
    ...readClickSettings(read, workers),
    sign_up: (read.matching("TALLYHO_SIGN_UP", /^(open|closed)$/) ??
      "closed") as Config["sign_up"],
    smtp: readSmtp(read),
    traces: readTraceSettings(read),
    metrics_token: read.matching("TALLYHO_METRICS_TOKEN", TOKEN),
    ...readLogSettings(read),
  };
}

function readArchive(read: Reader): Config["archive"] {
  const archive = readArchiveSettings(read);
  if (archive === null || read.text("DATABASE_URL") === null) return archive;
  throw read.bad("TALLYHO_ARCHIVE", read.text("TALLYHO_ARCHIVE") ?? "");
}

function readAdmin(read: Reader): Config["admin"] {
  const email = read.checked("TALLYHO_ADMIN_EMAIL", (address) =>
    isEmail(address.trim().toLowerCase()),
  );
  const password = read.matching("TALLYHO_ADMIN_PASSWORD", /^[^]{10,200}$/);
  if (email !== null && password === null) {
    throw read.bad("TALLYHO_ADMIN_PASSWORD", "");
  }
  if (email === null && password !== null) {
    throw read.bad("TALLYHO_ADMIN_EMAIL", "");
  }
  return email === null || password === null ? null : { email, password };
}

function readSmtp(read: Reader): Config["smtp"] {
  const url = read.checked("TALLYHO_SMTP_URL", isSmtpUrl);
  const from = read.checked("TALLYHO_MAIL_FROM", isMailSender);
  if (url === null) return null;
  if (from === null) throw read.bad("TALLYHO_MAIL_FROM", "");
  return { url, from };
}

function readLogSettings(
  read: Reader,
): Pick<Config, "log_level" | "log_format"> {
  const level = read.matching("TALLYHO_LOG", /^(debug|info|warn|error)$/);
  const format = read.matching("TALLYHO_LOG_FORMAT", /^(json|text)$/);
  return {
    log_level: (level ?? "info") as LogLevel,
    log_format: format as Config["log_format"],
  };
}

function readClickSettings(read: Reader, workers: number) {
  const durability = read.matching(
    "TALLYHO_CLICK_DURABILITY",
    /^(fsync|relaxed)$/,
  );
  const ip_storage = read.matching(
    "TALLYHO_IP_STORAGE",
    /^(full|truncated|hashed)$/,
  );
  const journal_mb_max = read.number("TALLYHO_JOURNAL_MB_MAX", {
    unset: 4096,
    // Each worker's part holds a few segments: one that is full is freed by going on to the next.
    min: Math.max(JOURNAL_MB_MIN, workers * JOURNAL_MB_OF_WORKER_MIN),
    max: 1_000_000,
  });
  const days = { unset: 0, min: 0, max: 36_500 };
  return {
    click_durability: (durability ?? "fsync") as Config["click_durability"],
    journal_bytes_max: journal_mb_max * 1_048_576,
    ip_storage: (ip_storage ?? "full") as Config["ip_storage"],
    click_retention_days: read.number("TALLYHO_CLICK_RETENTION_DAYS", days),
    postback_retention_days: read.number(
      "TALLYHO_POSTBACK_RETENTION_DAYS",
      days,
    ),
    country_file: read.checked("TALLYHO_COUNTRY_FILE", isMaxMindFile),
    asn_file: read.checked("TALLYHO_ASN_FILE", isMaxMindFile),
    timezone: read.timezone("TALLYHO_TIMEZONE"),
    currency: read.checked("TALLYHO_CURRENCY", isCurrency) ?? "USD",
    fallback_url: read.checked("TALLYHO_FALLBACK_URL", isWebUrl),
    auto_links:
      read.matching("TALLYHO_AUTO_LINKS", /^(true|false)$/) === "true",
  };
}

/** The environment of this process. */
export function processConfig(): Config {
  return readConfig(process.env);
}

/** The settings of this process that aren't secret, as they are written. */
export function openSettings(): Record<string, string> {
  return Object.fromEntries(
    SETTINGS.flatMap((setting) => {
      const value = process.env[setting.name] ?? "";
      return value === "" || "secret" in setting ? [] : [[setting.name, value]];
    }),
  );
}

function readPublicUrl(read: Reader): string | null {
  const text = read.checked("PUBLIC_URL", isPublicUrl);
  return text === null ? null : new URL(text).origin;
}

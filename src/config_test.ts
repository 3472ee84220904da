import { describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig, SETTINGS } from "./config.ts";
import { linksWarning } from "./setting_checks.ts";
import type { SettingName } from "./config.ts";

/** Invalid values of each setting. */
const BAD: Partial<Record<SettingName, string[]>> = {
  DATABASE_URL: ["mysql://u@h/d", "postgres://", "postgres://h:port/d", "x"],
  TALLYHO_READ_URL: ["mysql://u@h/d", "postgres://u@standby/tallyho", "x"],
  TALLYHO_DATA_DIR: [import.meta.path, join(import.meta.path, "data")],
  HOST: ["999.1.1.1", "1.2.3", "a b", "host:80", "-x", "a..b", "http://h"],
  PORT: ["-1", "65536", "abc", "3000.5", "0x10", " 80"],
  PUBLIC_URL: [
    "shop.example",
    "ftp://h",
    "https://h/path",
    "https://h/?q",
    "https://h/#f",
    "https://u:p@h",
    "http://0.0.0.0:3000",
    "http://[::]:3000",
  ],
  TALLYHO_ADMIN_TOKEN: ["short", "x".repeat(201), "a token with spaces, long"],
  TALLYHO_ADMIN_EMAIL: ["ada", "ada@", "a b@c", "a@b\0"],
  TALLYHO_ADMIN_PASSWORD: ["short", "x".repeat(201)],
  TALLYHO_TRUSTED_PROXIES: ["10.0.0.0/33", "proxy", "::/129", "1.2.3"],
  TALLYHO_ALLOW_PRIVATE_TARGETS: ["10.0.0.0/33", "localhost"],
  TALLYHO_KEY: ["short", "x".repeat(201)],
  TALLYHO_ARCHIVE: [
    "archive",
    "s3://",
    "s3://B",
    "s3://b/",
    "s3://bucket/a//b",
  ],
  TALLYHO_ARCHIVE_INTERVAL_S: ["4", "3601", "1m"],
  TALLYHO_ARCHIVE_BASE_HOURS: ["0", "49"],
  TALLYHO_ARCHIVE_KEEP: ["0", "1001", "all"],
  TALLYHO_ARCHIVE_ENDPOINT: ["s3.example", "http://h/path", "ftp://h"],
  TALLYHO_ARCHIVE_REGION: ["eu west", "x".repeat(65)],
  TALLYHO_ARCHIVE_ACCESS_KEY_ID: ["a key", "x".repeat(201)],
  TALLYHO_ARCHIVE_SECRET_ACCESS_KEY: ["a key", "x".repeat(201)],
  TALLYHO_CLICK_DURABILITY: ["FSYNC", "none"],
  TALLYHO_JOURNAL_MB_MAX: ["15", "1000001", "4GB", "-1"],
  TALLYHO_IP_STORAGE: ["none", "Full"],
  TALLYHO_CLICK_RETENTION_DAYS: ["-1", "36501", "1.5", "never"],
  TALLYHO_POSTBACK_RETENTION_DAYS: ["-1", "36501", "0.5", "30d"],
  TALLYHO_COUNTRY_FILE: ["/nowhere/at.mmdb", "/", import.meta.path],
  TALLYHO_ASN_FILE: ["/nowhere/at.mmdb", "/", import.meta.path],
  TALLYHO_TIMEZONE: ["+05:45", "Europe/Nowhere", "UTC+1", "-3"],
  TALLYHO_AUTO_LINKS: ["yes", "True", "1"],
  TALLYHO_SIGN_UP: ["yes", "Open"],
  TALLYHO_SMTP_URL: ["mail.example.com", "http://mail.example.com", "smtp://"],
  TALLYHO_MAIL_FROM: ["ada", "Ada <ada>", "a@b.example, c@d.example", "<a@b>"],
  TALLYHO_LOG: ["INFO", "trace", "0"],
  TALLYHO_LOG_FORMAT: ["logfmt", "JSON"],
  OTEL_EXPORTER_OTLP_ENDPOINT: ["collector:4318", "https://u:p@collector"],
  TALLYHO_FALLBACK_URL: ["shop.example", "ftp://h", "http://%zz", "http://"],
};

test("a journal that is too small for its workers' segments is refused", () => {
  const env = { TALLYHO_JOURNAL_MB_MAX: "16", TALLYHO_WORKERS: "5" };
  expect(messageOf(env)).toContain("at least 4 for each of TALLYHO_WORKERS");
  expect(readConfig({ ...env, TALLYHO_WORKERS: "4" }).workers).toBe(4);
  expect(readConfig({ TALLYHO_WORKERS: "64" }).workers).toBe(64);
});

const WITH: Record<string, string> = {
  TALLYHO_ADMIN_EMAIL: "ada@network.example",
  TALLYHO_ADMIN_PASSWORD: "correct horse battery",
};

function messageOf(env: Record<string, string>): string {
  try {
    readConfig(env);
    return "taken";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe("readConfig()", () => {
  for (const setting of SETTINGS) {
    const values = BAD[setting.name] ?? [];
    test.each(values)(
      `says of ${setting.name}=%p in one line what is allowed, and never a secret`,
      (value) => {
        const shown = "secret" in setting ? "(secret)" : `"${value}"`;
        const env = { ...WITH, [setting.name]: value };
        expect(messageOf(env)).toBe(
          `Bad setting ${setting.name}=${shown}: allowed is ${setting.allowed}`,
        );
      },
    );
  }

  test("takes nothing, and what the README shows", () => {
    expect(messageOf({})).toBe("taken");
    for (const [name, value] of [
      ["HOST", "0.0.0.0"],
      ["HOST", "::"],
      ["HOST", "tracker-1.internal"],
      ["PUBLIC_URL", "https://t.network.example/"],
      ["DATABASE_URL", "postgres:///tallyho?host=/run/postgresql"],
      ["DATABASE_URL", "postgres://u:p@a:5432,b:5432/tallyho"],
      ["TALLYHO_TIMEZONE", "Asia/Kathmandu"],
      ["TALLYHO_FALLBACK_URL", "https://shop.example/?c={click_id}"],
      ["TALLYHO_DATA_DIR", "/nowhere/yet"],
    ] as const) {
      expect(messageOf({ [name]: value })).toBe("taken");
    }
  });

  test("takes a read replica only beside the database that it follows", () => {
    const DATABASE_URL = "postgres://u@primary/tallyho";
    const TALLYHO_READ_URL = "postgres://u@standby/tallyho";
    expect(readConfig({ DATABASE_URL, TALLYHO_READ_URL })).toMatchObject({
      ...{ database_url: DATABASE_URL, read_url: TALLYHO_READ_URL },
    });
  });

  test("says of a secret's file that it is missing or empty", () => {
    const directory = mkdtempSync(join(tmpdir(), "tallyho-config-"));
    const empty = join(directory, "empty");
    writeFileSync(empty, "\n");
    for (const setting of SETTINGS) {
      if (!("secret" in setting)) continue;
      const name = `${setting.name}_FILE`;
      expect(messageOf({ [name]: empty })).toStartWith(
        `Bad setting ${name}="${empty}": it is empty;`,
      );
      expect(messageOf({ [name]: directory })).toStartWith(
        `Bad setting ${name}="${directory}": it can't be read;`,
      );
    }
    rmSync(directory, { recursive: true });
  });
});

describe("linksWarning()", () => {
  test.each(["0.0.0.0", "::", "0", "::0", "0:0:0:0:0:0:0:0"])(
    "warns where %s is listened on and PUBLIC_URL isn't set",
    (host) => {
      const warning = linksWarning({ host, public_url: null });
      expect(warning).toStartWith("PUBLIC_URL is not set");
      const public_url = "https://t.network.example";
      expect(linksWarning({ host, public_url })).toBeNull();
    },
  );

  test.each(["127.0.0.1", "::1", "10.0.0.1", "tracker"])(
    "says nothing of %s",
    (host) => {
      expect(linksWarning({ host, public_url: null })).toBeNull();
    },
  );
});

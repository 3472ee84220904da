import type { ReferrerInstall } from "../../../db/schema/mod.ts";
import type { CampaignConfig } from "../../campaigns/mod.ts";
import { isoTime, parseTime } from "../../kernel/mod.ts";
import { foldName, refusal, Refused } from "../../sources/mod.ts";
import type { Parameter, Refusal } from "../../sources/mod.ts";

/** An app reports its install at this address. */
export interface InstallReport {
  /** Those for the reader of postbacks, with the referrer's click id. */
  parameters: Parameter[];
  /** Values that only an install has. */
  fields: InstallFields;
}

/** Values that only an install has, by their names. */
export type InstallFields = ReadonlyMap<string, Parameter>;

const TIMES = [
  "referrer_click_at",
  "install_begin_at",
  "referrer_click_server_at",
  "install_begin_server_at",
] as const;

/** Google's own names of the same values. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["install_referrer", "referrer"],
  ["package_name", "package"],
  ["referrer_click_timestamp_seconds", "referrer_click_at"],
  ["install_begin_timestamp_seconds", "install_begin_at"],
  ["referrer_click_timestamp_server_seconds", "referrer_click_server_at"],
  ["install_begin_timestamp_server_seconds", "install_begin_server_at"],
  ["google_play_instant", "instant"],
  ["google_play_instant_param", "instant"],
]);

const NAMES: ReadonlyMap<string, string> = new Map(
  [
    ...[...TIMES, "referrer", "package", "install_version", "instant"].map(
      (name): [string, string] => [name, name],
    ),
    ...ALIASES,
  ].map(([sent, name]) => [foldName(sent), name]),
);

/** Play hands on no longer one; a URL that holds it isn't longer either. */
const REFERRER_CHARS_MAX = 4_096;
const TEXT_CHARS_MAX = 255;
/** A phone's clock may be this far ahead of ours. */
const AHEAD_MS = 300_000;
/** The time in a click id may be ahead of the store's clock by as much. */
const CLOCKS_MS = 10_000;

/** Takes a report of an install apart. Throws `Refused` where its referrer is too long. */
export function readInstallReport(given: readonly Parameter[]): InstallReport {
  const fields = new Map<string, Parameter>();
  const parameters: Parameter[] = [];
  for (const parameter of given) {
    const name = NAMES.get(foldName(parameter.name));
    if (name === undefined || parameter.is_nested === true) {
      parameters.push(parameter);
    } else if (parameter.value.trim() !== "") {
      fields.set(name, { ...parameter, value: parameter.value.trim() });
    }
  }
  const sent = fields.get("referrer");
  const referrer = sent?.value ?? "";
  if (referrer.length > REFERRER_CHARS_MAX) {
    const detail = `The referrer has ${referrer.length} characters; ${REFERRER_CHARS_MAX} are allowed`;
    throw new Refused("malformed", detail);
  }
  const click_id = clickIn(referrer);
  if (sent !== undefined && click_id !== null) {
    parameters.push({ name: "click_id", value: click_id, from: sent.from });
  }
  return { parameters, fields };
}

/** The click id in a referrer, which may still be encoded as it stood in the link. */
function clickIn(referrer: string): string | null {
  const whole = new URLSearchParams(referrer).get("click_id");
  if (whole !== null) return whole;
  try {
    return new URLSearchParams(decodeURIComponent(referrer)).get("click_id");
  } catch {
    return null;
  }
}

/** The facts of an install. Throws `Refused` for another app, and for times that can't be. */
export function readInstallFacts(
  fields: InstallFields,
  campaign: Pick<CampaignConfig, "app" | "destination_url">,
  received_at: number,
): ReferrerInstall {
  const own = packageOf(campaign);
  const textOf = (name: string) =>
    fields.get(name)?.value.slice(0, TEXT_CHARS_MAX) ?? null;
  const named = textOf("package");
  if (own !== null && named !== null && named !== own) {
    const detail = `The install is of "${named}"; the campaign's app is "${own}"`;
    throw new Refused("foreign_package", detail);
  }
  const timeOf = (name: (typeof TIMES)[number]) =>
    readTime(name, fields.get(name)?.value, received_at);
  const instant = textOf("instant")?.toLowerCase();
  return {
    via: "referrer",
    package: named,
    referrer_click_at: timeOf("referrer_click_at"),
    install_begin_at: timeOf("install_begin_at"),
    referrer_click_server_at: timeOf("referrer_click_server_at"),
    install_begin_server_at: timeOf("install_begin_server_at"),
    install_version: textOf("install_version"),
    is_instant:
      instant === undefined ? null : instant === "true" || instant === "1",
  };
}

function packageOf({
  app,
  destination_url,
}: Pick<CampaignConfig, "app" | "destination_url">): string | null {
  const set = app?.android?.package;
  if (set !== undefined) return set;
  const url = URL.parse(destination_url);
  return url?.hostname === "play.google.com"
    ? url.searchParams.get("id")
    : null;
}

/** A time of the report; null where Play has none, which it says by 0. */
function readTime(
  name: string,
  text: string | undefined,
  received_at: number,
): number | null {
  if (text === undefined || text === "0") return null;
  const at = parseTime(text);
  if (at === null) {
    const detail = `"${text.slice(0, 60)}" in \`${name}\` is not a time`;
    throw new Refused("invalid_time", detail);
  }
  if (at <= received_at + AHEAD_MS) return at;
  throw new Refused(
    "invalid_time",
    `${isoTime(at)} in \`${name}\` is in the future`,
  );
}

/** Flags of an install by its times: a click after it began can't have led to it. */
export function installFlags(
  install: Pick<ReferrerInstall, (typeof TIMES)[number]>,
  click_time_ms: number,
): string[] {
  const clicked_at =
    install.referrer_click_server_at ?? install.referrer_click_at;
  const began_at = install.install_begin_server_at ?? install.install_begin_at;
  if (began_at === null) return [];
  const is_late =
    (clicked_at !== null && clicked_at > began_at) ||
    click_time_ms > began_at + CLOCKS_MS;
  return is_late ? ["click_after_install"] : [];
}

/** The key of the goal that an install reaches, or the refusal where the campaign has none. */
export function installGoal({
  app,
  goals,
}: Pick<CampaignConfig, "app" | "goals">): string | Refusal {
  const key = app?.install_goal ?? "install";
  if (goals.some((goal) => goal.key === key)) return key;
  const known = goals.map((goal) => goal.key).join(", ");
  return refusal(
    "unknown_goal",
    `The campaign has no goal "${key}" for installs; it has: ${known}. Name one in its app settings`,
  );
}

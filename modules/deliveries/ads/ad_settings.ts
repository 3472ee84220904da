import type { AdSettings } from "../../../db/schema/mod.ts";
import { invalid } from "../../http/mod.ts";
import type { AdPlatform } from "./ad_platform.ts";

/** Settings as they are given: what is absent stays as it is. */
export type GivenAdSettings = Partial<
  Omit<AdSettings, "account" | "event"> & { account: string; event: string }
>;

/** The settings of an endpoint that gives none. */
export const BLANK_AD: AdSettings = {
  account: "",
  event: "",
  value: "payout",
  visitors: "clicked",
  consent: "unspecified",
  page_url: null,
  test_code: null,
  click_id_in: null,
  login_account: null,
};

const EVENTS_MAX = 50;
const TEST_CODE = /^[\x21-\x7e]{1,100}$/;
const LOGIN_ACCOUNT = /^[0-9]{10}$/;
/** Macros that may hold a platform's click id, as the affiliate's links bring it. */
export const CLICK_ID_MACROS: readonly string[] = [
  "click_ref",
  "source",
  ...Array.from({ length: 10 }, (_, at) => `sub${at + 1}`),
];

/** Checks the settings of an ad platform's endpoint, together with its current ones. */
export function readAdSettings(
  platform: AdPlatform,
  given: GivenAdSettings,
  current: AdSettings | null,
): AdSettings {
  const settings = trimmed({ ...BLANK_AD, ...current, ...given });
  const { title, account, event } = platform;
  if (account === null) {
    if (settings.account !== "") {
      throw invalid("ad.account", `can't be given: ${title} takes none`);
    }
  } else if (!account.form.test(settings.account)) {
    throw invalid(
      "ad.account",
      `must be ${account.what}, such as ${account.such_as}`,
    );
  }
  if (settings.event === "") {
    throw invalid("ad.event", `is required, such as ${event.such_as}`);
  }
  const { of_goals, otherwise } = eventNames(settings.event);
  const names = [...of_goals.values(), ...(otherwise ?? [])];
  const wrong = names.find((name) => !event.form.test(name));
  if (wrong !== undefined) {
    throw invalid(
      "ad.event",
      `"${wrong}" can't be ${event.what}, such as ${event.such_as}`,
    );
  }
  if (names.length > EVENTS_MAX) {
    throw invalid("ad.event", `must name at most ${EVENTS_MAX} events`);
  }
  if (otherwise !== null && otherwise.length > 1) {
    throw invalid(
      "ad.event",
      "names several events for all goals: write goal=event for the others",
    );
  }
  checkOptions(platform, settings);
  return settings;
}

function trimmed(settings: AdSettings): AdSettings {
  const { account, event, page_url, test_code, login_account } = settings;
  return {
    ...settings,
    account: account.trim(),
    event: event.trim(),
    page_url: page_url?.trim() || null,
    test_code: test_code?.trim() || null,
    // As Google shows it.
    login_account: login_account?.replaceAll(/[\s-]/g, "") || null,
  };
}

function checkOptions(platform: AdPlatform, settings: AdSettings): void {
  const { title, wants_page, test, has_login_account = false } = platform;
  const { page_url, test_code, click_id_in, login_account } = settings;
  if (page_url !== null) {
    if (!wants_page) {
      throw invalid("ad.page_url", `can't be given: ${title} takes none`);
    }
    const url = URL.canParse(page_url) ? new URL(page_url) : null;
    if (url?.protocol !== "https:" && url?.protocol !== "http:") {
      throw invalid("ad.page_url", "must be a web address");
    }
  }
  if (test_code !== null) {
    if (test !== "code") {
      throw invalid("ad.test_code", `can't be given: ${title} takes none`);
    }
    if (!TEST_CODE.test(test_code)) {
      throw invalid("ad.test_code", "must be the code of its test screen");
    }
  }
  if (click_id_in !== null && !CLICK_ID_MACROS.includes(click_id_in)) {
    throw invalid(
      "ad.click_id_in",
      "must be click_ref, source or one of sub1 to sub10",
    );
  }
  if (login_account === null) return;
  if (!has_login_account) {
    throw invalid("ad.login_account", `can't be given: ${title} takes none`);
  }
  if (!LOGIN_ACCOUNT.test(login_account)) {
    throw invalid("ad.login_account", "must be an id of 10 digits");
  }
}

/** The events of a setting such as `lead=Lead, Purchase`: by goal, and of the others. */
export function eventNames(setting: string): {
  of_goals: ReadonlyMap<string, string>;
  otherwise: readonly string[] | null;
} {
  const of_goals = new Map<string, string>();
  const otherwise: string[] = [];
  for (const part of setting.split(/[,\n]/)) {
    const at = part.indexOf("=");
    const name = part.slice(at + 1).trim();
    if (at < 0 && name === "") continue;
    if (at < 0) otherwise.push(name);
    else of_goals.set(part.slice(0, at).trim(), name);
  }
  return { of_goals, otherwise: otherwise.length === 0 ? null : otherwise };
}

/** A platform's name for a conversion of a goal; null if it isn't told of that goal. */
export function eventNameOf(setting: string, goal_key: string): string | null {
  const { of_goals, otherwise } = eventNames(setting);
  return of_goals.get(goal_key) ?? otherwise?.[0] ?? null;
}

import { describe, expect, test } from "bun:test";
import type { ReferrerInstall } from "../../../db/schema/mod.ts";
import { Refused } from "../../sources/mod.ts";
import type { Parameter } from "../../sources/mod.ts";
import {
  installFlags,
  installGoal,
  readInstallFacts,
  readInstallReport,
} from "./referrer_install.ts";

const NOW_MS = Date.UTC(2026, 10, 22, 10);
const CLICK_ID = "0123456789abcdefghjkmnpqrstvwxyz";
const sent = (values: Record<string, string>): Parameter[] =>
  Object.entries(values).map(([name, value]) => ({
    name,
    value,
    from: "json",
  }));
const clickOf = (referrer: string) =>
  readInstallReport(sent({ referrer })).parameters.find(
    ({ name }) => name === "click_id",
  )?.value;
const campaign = (change: object = {}) => ({
  app: null,
  destination_url: "https://shop.example/",
  ...change,
});
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
  return null;
};

describe("readInstallReport()", () => {
  test("finds the click id in a referrer, also one that is still encoded", () => {
    expect(clickOf(`click_id=${CLICK_ID}`)).toBe(CLICK_ID);
    expect(clickOf(`utm_source=a&click_id=${CLICK_ID}&b=c`)).toBe(CLICK_ID);
    expect(clickOf(`utm_source%3Da%26click_id%3D${CLICK_ID}`)).toBe(CLICK_ID);
    expect(
      clickOf("utm_source=google-play&utm_medium=organic"),
    ).toBeUndefined();
    expect(clickOf("%E0%A4%A")).toBeUndefined();
  });

  test("keeps what only an install has from the reader of postbacks", () => {
    const report = readInstallReport(
      sent({
        "Install-Referrer": "click_id=x",
        referrerClickTimestampSeconds: "1",
        package: "a.b",
        order_id: "A-1",
      }),
    );
    expect([...report.fields.keys()]).toEqual([
      "referrer",
      "referrer_click_at",
      "package",
    ]);
    expect(report.parameters.map(({ name }) => name)).toEqual([
      "order_id",
      "click_id",
    ]);
  });

  test("refuses a referrer longer than Play hands on", () => {
    const long = { referrer: "x".repeat(8_192) };
    expect(codeOf(() => readInstallReport(sent(long)))).toBe("malformed");
    const longest = { referrer: "x".repeat(4_096) };
    expect(codeOf(() => readInstallReport(sent(longest)))).toBeNull();
  });
});

describe("readInstallFacts()", () => {
  const read = (values: Record<string, string>, of = campaign()) =>
    readInstallFacts(readInstallReport(sent(values)).fields, of, NOW_MS);

  test("reads times in seconds, milliseconds and RFC 3339, and 0 as none", () => {
    const facts = read({
      referrer_click_at: String(NOW_MS / 1_000 - 60),
      install_begin_at: String(NOW_MS - 50_000),
      referrer_click_server_at: "2026-11-22T09:59:00Z",
      install_begin_server_at: "0",
    });
    expect(facts).toMatchObject({
      referrer_click_at: NOW_MS - 60_000,
      install_begin_at: NOW_MS - 50_000,
      referrer_click_server_at: NOW_MS - 60_000,
      install_begin_server_at: null,
    });
  });

  test("lets a phone's clock be five minutes ahead, and no more", () => {
    const at = (ms: number) => () =>
      read({ install_begin_at: String(NOW_MS + ms) });
    expect(codeOf(at(300_000))).toBeNull();
    expect(codeOf(at(301_000))).toBe("invalid_time");
  });

  test("knows the campaign's package from its settings, else from its store link", () => {
    const play = "https://play.google.com/store/apps/details?id=a.b";
    const of_link = campaign({ destination_url: play });
    const android = { package: "c.d", sha256_fingerprints: [] };
    const of_app = campaign({ destination_url: play, app: { android } });
    expect(codeOf(() => read({ package: "a.b" }, of_link))).toBeNull();
    expect(codeOf(() => read({ package: "c.d" }, of_link))).toBe(
      "foreign_package",
    );
    expect(codeOf(() => read({ package: "c.d" }, of_app))).toBeNull();
    expect(codeOf(() => read({ package: "any.app" }))).toBeNull();
  });
});

describe("installFlags()", () => {
  const facts = (change: Partial<ReferrerInstall>): ReferrerInstall => ({
    via: "referrer",
    package: null,
    referrer_click_at: null,
    install_begin_at: null,
    referrer_click_server_at: null,
    install_begin_server_at: null,
    install_version: null,
    is_instant: null,
    ...change,
  });

  test.each([
    [
      "a click before the install",
      { referrer_click_at: 1, install_begin_at: 9_000 },
      0,
      false,
    ],
    [
      "a click after it",
      { referrer_click_at: 9_000, install_begin_at: 1 },
      0,
      true,
    ],
    [
      "the store's times before the device's",
      {
        referrer_click_at: 9_000,
        install_begin_at: 1,
        referrer_click_server_at: 1,
        install_begin_server_at: 9_000,
      },
      0,
      false,
    ],
    ["our click long after it", { install_begin_at: 1_000 }, 20_000, true],
    [
      "our click by a clock that is ahead",
      { install_begin_at: 1_000 },
      9_000,
      false,
    ],
    ["no time at all", {}, 20_000, false],
  ])("%s", (_, change, click_ms, is_flagged) => {
    const flags = installFlags(facts(change), click_ms);
    expect(flags).toEqual(is_flagged ? ["click_after_install"] : []);
  });
});

test("installGoal() takes the named goal, else `install`, and never another one", () => {
  const goals = (...keys: string[]) => keys.map((key) => ({ key })) as never;
  const app = { install_goal: "first_open" } as never;
  expect(installGoal({ app: null, goals: goals("sale", "install") })).toBe(
    "install",
  );
  expect(installGoal({ app, goals: goals("first_open", "install") })).toBe(
    "first_open",
  );
  expect(installGoal({ app: null, goals: goals("sale") })).toMatchObject({
    code: "unknown_goal",
  });
});

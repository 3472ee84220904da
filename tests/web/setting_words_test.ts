import { describe, expect, test } from "bun:test";
import { checkInWords } from "../../web/messages/checks.ts";
import { everyInWords, jobInWords } from "../../web/messages/jobs.ts";
import {
  bellBody,
  bellValues,
} from "../../web/screens/settings/bell_values.ts";
import { browserInWords } from "../../web/screens/settings/browser_words.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const { api } = await serviceForFile();

describe("jobs on the pages", () => {
  test("have a name in words each", async () => {
    const { data } = (await api.call("GET", "/jobs?limit=100")) as {
      data: { name: string }[];
    };
    const names = data.map(({ name }) => name);
    expect(names).toContain("read_statement");
    expect(names.filter((name) => jobInWords(name) === name)).toEqual([]);
  });

  test("run as often as people say it", () => {
    expect(everyInWords(86_400_000)).toBe("every day");
    expect(everyInWords(21_600_000)).toBe("every 6 hours");
    expect(everyInWords(300_000)).toBe("every 5 minutes");
    expect(everyInWords(60_000)).toBe("every minute");
    expect(everyInWords(1_500)).toBe("every 1500 ms");
  });
});

test("the checks of a sale are said in words", async () => {
  const { slug } = await setUp(api);
  const sent = await api.call("POST", "/sandbox/postback", {
    method: "GET",
    url: `/postback?click_id=${await api.click(slug)}&order_id=W-1`,
  });
  const steps = (sent.trace as { step: string }[]).map(({ step }) => step);
  expect(steps).toContain("window");
  expect(steps.filter((step) => checkInWords(step).name === step)).toEqual([]);
  expect(checkInWords("new_one").name).toBe("new_one");
});

describe("the form of a bell", () => {
  const bell = { enabled: true, threshold: 80, window_hours: null };

  test("sends what was changed as numbers", () => {
    const values = bellValues(bell);
    expect(values).toEqual({
      enabled: true,
      threshold: "80",
      window_hours: "",
    });
    expect(bellBody({ threshold: "90" })).toEqual({ threshold: 90 });
    expect(bellBody({ enabled: false, threshold: " " })).toEqual({
      enabled: false,
      threshold: null,
    });
  });

  test("never turns a word into the program's own number", () => {
    expect(bellBody({ threshold: "many" }).threshold).toBeLessThan(0);
  });
});

describe("browserInWords()", () => {
  const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";

  test.each([
    [
      `Mozilla/5.0 (X11; Linux x86_64) ${webkit} Chrome/142.0.0.0 Safari/537.36`,
      "Chrome 142, Linux",
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.1`,
      "Edge 142, Windows",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
      "Safari 18, macOS",
    ],
    ["curl/8.14.1", "curl/8.14.1"],
  ])("%s", (user_agent, words) => {
    expect(browserInWords(user_agent)).toBe(words);
  });
});

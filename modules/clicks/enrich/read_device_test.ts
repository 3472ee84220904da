import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { readDevice } from "./read_device.ts";

/** Expected device, system, version and browser, with a real user agent. */
const SEEN: readonly (readonly [string, string])[] = [
  [
    "desktop windows 10 chrome",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
  ],
  [
    "desktop windows 10 edge",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
  ],
  [
    "desktop windows 10 firefox",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
  ],
  [
    "desktop windows 7 ie",
    "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko",
  ],
  [
    "desktop windows 10 opera",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36 OPR/111.0.0.0",
  ],
  [
    "desktop windows 10 yandex",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 YaBrowser/24.6.0.0 Safari/537.36",
  ],
  [
    "desktop macos 10.15.7 safari",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
  ],
  [
    "desktop macos 10.15.7 chrome",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
  ],
  [
    "desktop macos 10.15 firefox",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:127.0) Gecko/20100101 Firefox/127.0",
  ],
  [
    "desktop linux - chrome",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
  ],
  [
    "desktop linux - firefox",
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
  ],
  [
    "desktop chromeos - chrome",
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
  ],
  [
    "mobile ios 17.5.1 safari",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
  ],
  [
    "mobile ios 17.5 chrome",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.6478.35 Mobile/15E148 Safari/604.1",
  ],
  [
    "mobile ios 17.5 firefox",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/127.0 Mobile/15E148 Safari/605.1.15",
  ],
  [
    "mobile ios 17.4.1 facebook",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21E236 [FBAN/FBIOS;FBAV/464.0.0.38.109;FBBV/603104867;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/17.4.1;FBSS/3;FBID/phone;FBLC/en_US;FBOP/5;FBRV/605500000]",
  ],
  [
    "mobile ios 17.4.1 instagram",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21E236 Instagram 331.0.3.29.90 (iPhone14,5; iOS 17_4_1; en_US; en; scale=3.00; 1170x2532; 601450000)",
  ],
  [
    "tablet ios 12.5.7 safari",
    "Mozilla/5.0 (iPad; CPU OS 12_5_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1",
  ],
  [
    "tablet ios 17.5 chrome",
    "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.6478.35 Mobile/15E148 Safari/604.1",
  ],
  [
    "mobile ios 12.0 safari",
    "Mozilla/5.0 (iPod touch; CPU iPhone OS 12_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.0 Mobile/15E148 Safari/604.1",
  ],
  [
    "mobile android 14 chrome",
    "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
  ],
  [
    "mobile android 10 chrome",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
  ],
  [
    "tablet android 10 chrome",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
  ],
  [
    "tablet android 13 chrome",
    "Mozilla/5.0 (Linux; Android 13; SM-X706B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
  ],
  [
    "mobile android 13 samsung_internet",
    "Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-A536B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
  ],
  [
    "mobile android 14 firefox",
    "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0",
  ],
  [
    "tablet android 13 firefox",
    "Mozilla/5.0 (Android 13; Tablet; rv:127.0) Gecko/127.0 Firefox/127.0",
  ],
  [
    "mobile android 12 facebook",
    "Mozilla/5.0 (Linux; Android 12; Redmi Note 9 Pro Build/SKQ1.211019.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/125.0.6422.165 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/466.0.0.53.83;]",
  ],
  [
    "mobile android 12 instagram",
    "Mozilla/5.0 (Linux; Android 12; M2101K6G Build/SKQ1.210908.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/125.0.6422.165 Mobile Safari/537.36 Instagram 333.0.0.42.91 Android (31/12; 440dpi; 1080x2177; Xiaomi/Redmi; M2101K6G; sweet; qcom; en_US; 604247848)",
  ],
  [
    "mobile android 11 tiktok",
    "Mozilla/5.0 (Linux; Android 11; RMX2185 Build/RP1A.200720.011; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/124.0.6367.82 Mobile Safari/537.36 trill_340203 JsSdk/1.0 NetType/WIFI Channel/googleplay AppName/musical_ly app_version/34.2.3 ByteLocale/en ByteFullLocale/en Region/US BytedanceWebview/d8a21c6",
  ],
  [
    "mobile android 10 uc",
    "Mozilla/5.0 (Linux; U; Android 10; en-US; CPH1933 Build/QKQ1.191008.001) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.58 UCBrowser/13.7.8.1319 Mobile Safari/537.36",
  ],
  [
    "mobile android - opera",
    "Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; id) Presto/2.12.423 Version/12.16",
  ],
  [
    "tablet android 9 amazon_silk",
    "Mozilla/5.0 (Linux; Android 9; KFTRWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/108.4.6 like Chrome/108.0.5359.160 Safari/537.36",
  ],
  [
    "tablet android 4.0.4 android",
    "Mozilla/5.0 (Linux; Android 4.0.4; GT-P5100 Build/IMM76D) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Safari/534.30",
  ],
  [
    "mobile other - firefox",
    "Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5",
  ],
  [
    "mobile other - edge",
    "Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/52.0.2743.116 Mobile Safari/537.36 Edge/15.15063",
  ],
  [
    "tv other - webos",
    "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.79 Safari/537.36 WebAppManager",
  ],
  [
    "tv other - tizen",
    "Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) 76.0.3809.146/6.0 TV Safari/537.36",
  ],
  [
    "tv android 9 chrome",
    "Mozilla/5.0 (Linux; Android 9; BRAVIA 4K GB Build/PTT1.190515.001.S52) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0.4430.91 Safari/537.36",
  ],
  [
    "tv android 7.1.2 chrome",
    "Mozilla/5.0 (Linux; Android 7.1.2; AFTMM Build/NS6265; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/70.0.3538.110 Mobile Safari/537.36",
  ],
  [
    "tv android 12 chrome",
    "Mozilla/5.0 (Linux; Android 12; Chromecast HD Build/STTE.230615.004) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 CrKey/1.56.500000",
  ],
  [
    "tv other - other",
    "Mozilla/5.0 (PlayStation 4 11.50) AppleWebKit/605.1.15 (KHTML, like Gecko)",
  ],
  [
    "tv other - safari",
    "Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Safari/605.1.15",
  ],
  ["tv other - roku", "Roku/DVP-12.5 (12.5.0.4178-88)"],
  [
    "tv other - safari",
    "Mozilla/5.0 (Nintendo Switch; WifiWebAuthApplet) AppleWebKit/606.4 (KHTML, like Gecko) NF/6.0.1.15.4 NintendoBrowser/5.1.0.20393",
  ],
  [
    "tv windows 10 edge",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox One) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edge/44.18363.8131",
  ],
  [
    "bot other - googlebot",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  ],
  [
    "bot android 6.0.1 googlebot",
    "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.6478.61 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  ],
  [
    "bot other - bingcrawler",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
  ],
  [
    "bot other - facebookexternalhit",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
  ],
  [
    "bot linux - chrome",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36",
  ],
  ["bot other - other", "curl/8.5.0"],
  ["bot other - other", "python-requests/2.31.0"],
  ["bot other - other", "Go-http-client/1.1"],
  ["bot other - other", "okhttp/4.12.0"],
  [
    "tablet android 11 android",
    "Dalvik/2.1.0 (Linux; U; Android 11; CUBOT X50 Build/RP1A.200720.011)",
  ],
  [
    "mobile android 10 chrome",
    "Mozilla/5.0 (Linux; Android 10; CUBOT_X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
  ],
  [
    "bot other - slackbot",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
  ],
  ["bot other - other", "WhatsApp/2.23.20.0"],
  ["bot other - other", "TelegramBot (like TwitterBot)"],
  [
    "bot other - other",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
  ],
  [
    "bot other - gptbot",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
  ],
  ["bot other - other", "{user_agent}"],
  ["bot other - other", "Mozilla/5.0"],
  ["bot other - other", "-"],
  ["other other - other", "SomeNewApp/1.0 after all"],
];

function summary(user_agent: string): string {
  const { device, os, os_version, browser } = readDevice(user_agent);
  return [device, os, os_version ?? "-", browser].join(" ");
}

describe("readDevice()", () => {
  test.each(SEEN)("reads %s from %s", (expected, user_agent) => {
    expect(summary(user_agent)).toBe(expected);
    expect(summary(user_agent)).toBe(expected);
  });

  test("marks a bot exactly where the device is one", () => {
    for (const [expected, user_agent] of SEEN) {
      expect(readDevice(user_agent).is_bot).toBe(expected.startsWith("bot "));
    }
  });

  test.each(["", " ", "\t"])(
    "takes the empty user agent %j for a bot",
    (text) => {
      expect(readDevice(text)).toEqual({
        device: "bot",
        os: "other",
        os_version: null,
        browser: "other",
        is_bot: true,
      });
    },
  );

  test("gives the same answer from memory, and one that nobody can change", () => {
    const [, user_agent = ""] = SEEN[0]!;
    const device = readDevice(user_agent);
    expect(readDevice(user_agent)).toBe(device);
    expect(Object.isFrozen(device)).toBe(true);
  });

  test("reads one that is too long by its beginning, and doesn't hold it", () => {
    const [expected = "", user_agent = ""] = SEEN[0]!;
    const long = user_agent + " x".repeat(8000);
    expect(summary(long)).toBe(expected);
    expect(readDevice(long)).not.toBe(readDevice(long));
  });

  test("answers any text in its own few words", () => {
    const pieces = fc.constantFrom(
      ..."Mozilla/5.0 (;Linux;Android; iPad;Windows NT;) ;Mobile;Version/;OS X ".split(
        ";",
      ),
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(text, (user_agent) => {
        expect(summary(user_agent)).toMatch(
          /^(?:desktop|mobile|tablet|tv|bot|other) (?:windows|macos|ios|android|linux|chromeos|other) \S.* [a-z_]+$/,
        );
      }),
      { numRuns: 300 },
    );
  });
});

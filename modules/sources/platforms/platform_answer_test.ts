import { describe, expect, test } from "bun:test";
import { ANSWER_STYLES } from "./answer_style.ts";
import { styledAnswer } from "./platform_answer.ts";
import type { AnswerInput } from "./platform_answer.ts";
import { isMmp } from "../mmps/mmp_names.ts";
import { isShop } from "../shops/shop_types.ts";
import { isStore } from "../stores/store_types.ts";
import { PRESET_NAMES, PRESETS } from "./presets.ts";
import type { PresetName } from "./presets.ts";

const ACCEPTED: AnswerInput = {
  style: "problem",
  status: 201,
  outcome: "recorded",
  detail: null,
  body: { outcome: "recorded", postback_id: "p-1", status: "reversed" },
  postback_id: "p-1",
  return_text: null,
};
const REFUSED: AnswerInput = {
  ...ACCEPTED,
  status: 422,
  outcome: "invalid_amount",
  detail: '"1;\r\nx" is no <b>amount</b>;\u2028 "a"',
  body: null,
};
const WHY = "unknown_click: No link of this click is known";
const ID = '"postback_id":"p-1"';
const STYLED = ANSWER_STYLES.filter((style) => style !== "problem");

describe("styledAnswer()", () => {
  test("our own form is left to us", () => {
    expect(styledAnswer(ACCEPTED)).toBeNull();
    expect(styledAnswer(REFUSED)).toBeNull();
  });

  test("an answer that asks for a retry is never restyled", () => {
    for (const style of STYLED) {
      for (const status of [429, 500, 503]) {
        expect(styledAnswer({ ...REFUSED, style, status })).toBeNull();
      }
    }
  });

  test("no refusal looks like a success", () => {
    // Digistore24 shows its buyer whatever follows OK.
    for (const style of STYLED.filter((name) => name !== "digistore24")) {
      const refusal = styledAnswer({ ...REFUSED, style });
      expect(refusal?.text).toContain("invalid_amount");
      const success = styledAnswer({ ...ACCEPTED, style });
      expect(success?.text).not.toContain("invalid_amount");
    }
  });

  test("always_200 gives the usual answer with HTTP 200", () => {
    const refusal = styledAnswer({ ...REFUSED, style: "always_200" });
    expect(refusal?.status).toBe(200);
    expect(JSON.parse(refusal?.text ?? "")).toMatchObject({
      status: 422,
      code: "invalid_amount",
      postback_id: "p-1",
    });
    const success = styledAnswer({ ...ACCEPTED, style: "always_200" });
    expect(success?.status).toBe(200);
    expect(JSON.parse(success?.text ?? "")).toEqual(ACCEPTED.body);
  });

  test("a detail stays on the line and in the field in which it stands", () => {
    const tune = styledAnswer({ ...REFUSED, style: "tune" });
    expect(tune?.text).toBe(
      'success=false; err_msg=invalid_amount: "1, x" is no <b>amount</b>,  "a";',
    );
    expect(tune?.content_type).toBe("text/plain; charset=utf-8");
    for (const style of STYLED) {
      const answer = styledAnswer({ ...REFUSED, style });
      expect(answer?.content_type).not.toContain("html");
      if (answer?.content_type.startsWith("application/json") === true) {
        expect(JSON.parse(answer.text)).toBeObject();
      } else {
        expect(answer?.text).not.toMatch(/[\r\n\u2028]/);
      }
    }
  });

  test("a long detail is cut, between two characters", () => {
    const detail = "😀".repeat(1_000);
    const tune = styledAnswer({ ...REFUSED, style: "tune", detail });
    expect(tune?.text.length).toBeLessThan(600);
    expect(tune?.text.isWellFormed()).toBe(true);
  });

  test("Keitaro says what its sender asked to read", () => {
    const keitaro = { ...ACCEPTED, style: "keitaro" } as const;
    const read = (return_text: string | null) =>
      styledAnswer({ ...keitaro, return_text })?.text;
    expect([read("ok"), read(""), read(null)]).toEqual([
      "ok",
      "Success",
      "Success",
    ]);
    const refusal = {
      ...REFUSED,
      style: "keitaro",
      return_text: "ok",
    } as const;
    expect(styledAnswer(refusal)?.status).toBe(422);
    expect(styledAnswer(refusal)?.text).toStartWith("invalid_amount: ");
  });

  test("Scaleo has no word for reversed", () => {
    const scaleo = styledAnswer({ ...ACCEPTED, style: "scaleo" });
    expect(JSON.parse(scaleo?.text ?? "").info).toMatchObject({
      conv_status: "rejected",
      transaction_id: null,
    });
  });

  test("Prosper202 knows one refusal by name, and says the others as ours", () => {
    const prosper = { ...REFUSED, style: "prosper202" } as const;
    expect(
      styledAnswer({ ...prosper, status: 400, outcome: "invalid_click_id" }),
    ).toMatchObject({ status: 404 });
    expect(styledAnswer(prosper)).toMatchObject({ status: 422 });
  });

  test("dub's library finds what it was sent", () => {
    const dub = styledAnswer({
      ...ACCEPTED,
      style: "dub",
      parameters: [
        { name: "clickId", value: "c", from: "json" },
        { name: "eventName", value: "Sign up", from: "json" },
      ],
    });
    expect(dub?.status).toBe(200);
    expect(JSON.parse(dub?.text ?? "")).toMatchObject({
      eventName: "Sign up",
      click: { id: "c" },
    });
  });
});

/** A platform's answer to a success, and to an unknown click. */
const IN_OWN_WORDS: {
  preset: PresetName;
  answers: [success: [number, string], refusal: [number, string]];
}[] = [
  {
    preset: "impact",
    answers: [
      [200, '{"Status":"QUEUED","QueuedUri":"/api/v1/postbacks/p-1"}'],
      [
        404,
        `{"Status":"ERROR","errors":[{"field":"unknown_click","level":"ERROR","message":"${WHY}"}]}`,
      ],
    ],
  },
  {
    preset: "affise",
    answers: [
      [200, `{"status":1,"message":"recorded",${ID}}`],
      [200, `{"status":2,"error":"${WHY}",${ID}}`],
    ],
  },
  {
    preset: "tune",
    answers: [
      [200, "success=true;"],
      [200, `success=false; err_msg=${WHY};`],
    ],
  },
  {
    preset: "post_affiliate_pro",
    answers: [
      [200, ""],
      [200, WHY],
    ],
  },
  {
    preset: "scaleo",
    answers: [
      [
        200,
        '{"status":"success","code":200,"name":"OK","message":"recorded","info":{"status":"success","message":"recorded","transaction_id":"c-1","conv_status":"approved"}}',
      ],
      [
        404,
        `{"status":"error","code":404,"name":"unknown_click","message":"${WHY}",${ID}}`,
      ],
    ],
  },
  {
    preset: "everflow",
    answers: [
      [200, "OK"],
      [200, `ERROR ${WHY}`],
    ],
  },
  {
    preset: "keitaro",
    answers: [
      [200, "Success"],
      [404, WHY],
    ],
  },
  {
    preset: "prosper202",
    answers: [
      [202, '{"error":false,"code":202,"msg":"Postback successful"}'],
      [404, '{"error":true,"code":404,"msg":"SubID not found"}'],
    ],
  },
  {
    preset: "dub",
    answers: [
      [
        200,
        '{"outcome":"recorded","postback_id":"p-1","conversion_id":"c-1","status":"approved","eventName":"Purchase","click":{"id":""},"link":null,"customer":null,"sale":null}',
      ],
      [404, `{"error":{"code":"not_found","message":"${WHY}"}}`],
    ],
  },
];

describe("a platform's own words", () => {
  test.each(IN_OWN_WORDS)("$preset says a success and a refusal", (words) => {
    const style = PRESETS[words.preset].answer;
    const { status, outcome } = ACCEPTED;
    const body = {
      outcome,
      postback_id: "p-1",
      conversion_id: "c-1",
      status: "approved",
    };
    const success = styledAnswer({ ...ACCEPTED, style, status, body });
    const refusal = styledAnswer({
      ...REFUSED,
      style,
      status: 404,
      outcome: "unknown_click",
      detail: "No link of this click is known",
    });
    expect([
      [success?.status, success?.text],
      [refusal?.status, refusal?.text],
    ]).toEqual(words.answers);
  });

  test("platforms without any are answered in ours", () => {
    const with_words = new Set(IN_OWN_WORDS.map(({ preset }) => preset));
    for (const name of PRESET_NAMES) {
      if (isStore(name) || isMmp(name) || isShop(name)) continue;
      expect(PRESETS[name].answer === "problem").toBe(!with_words.has(name));
    }
  });

  test("a store is answered in ours, and with a success where sending again changes nothing", () => {
    const { status, outcome } = ACCEPTED;
    const body = { outcome, postback_id: "p-1" };
    const success = styledAnswer({ ...ACCEPTED, style: "store", status, body });
    expect([success?.status, JSON.parse(success?.text ?? "")]).toEqual([
      status,
      body,
    ]);
    const refusal = styledAnswer({ ...REFUSED, style: "store" });
    expect(refusal?.status).toBe(200);
    expect(JSON.parse(refusal?.text ?? "")).toMatchObject({
      code: REFUSED.outcome,
    });
    const away = { ...REFUSED, style: "store" as const, status: 503 };
    expect(styledAnswer(away)).toBeNull();
  });

  test("Digistore24 gets the one text that it doesn't send again after", () => {
    const style = "digistore24";
    for (const input of [ACCEPTED, REFUSED]) {
      const { status, text } = styledAnswer({ ...input, style }) ?? {};
      expect([status, text]).toEqual([200, "OK"]);
    }
    expect(styledAnswer({ ...REFUSED, style, status: 429 })).toBeNull();
  });
});

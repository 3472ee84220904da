import { describe, expect, test } from "bun:test";
import { parseCidrs } from "../../kernel/mod.ts";
import { PROOFS, provesAtLeast } from "../../sources/mod.ts";
import type { Proof, RequiredProof, SourceConfig } from "../../sources/mod.ts";
import { checkSender } from "../read/check_sender.ts";
import { Trace } from "../read/trace.ts";
import {
  NOW_MS,
  NOW_S,
  OTHER,
  OWN_PATH,
  SECOND_SECRET,
  SECRET,
  TOKEN,
  check,
  inputOf,
  outcomeOf,
  signed,
  sourceWith,
} from "../../../tests/modules/postbacks/sender_checks.ts";
import type { Request } from "../../../tests/modules/postbacks/sender_checks.ts";

const QUERY = `click_id=abc&amount=12.50&ts=${NOW_S}`;

describe("proof belongs to the advertiser", () => {
  type Shown =
    | "nothing"
    | "token"
    | "own address"
    | "signature"
    | "other token"
    | "other signature";
  const SHOWN: Shown[] = [
    "nothing",
    "token",
    "own address",
    "signature",
    "other token",
    "other signature",
  ];

  function requestWith(shown: Shown): Request {
    if (shown === "token") return { token: TOKEN };
    if (shown === "own address") return { path: OWN_PATH };
    if (shown === "signature") return { query: signed(QUERY) };
    if (shown === "other token") return { token: "token-of-the-other" };
    return shown === "nothing"
      ? {}
      : { query: signed(QUERY, { secret: SECOND_SECRET }) };
  }

  /**
   * The rule in the contract's words: the proof has to satisfy one source, at the level which
   * that source requires.
   */
  function isGoodForOne(shown: Shown, needed: Proof, other_needed: Proof) {
    const proof: Proof = shown.endsWith("signature") ? "signature" : "token";
    const of_other = shown.startsWith("other");
    return (
      shown !== "nothing" &&
      provesAtLeast(proof, of_other ? other_needed : needed)
    );
  }

  test.each(
    PROOFS.flatMap((needed) => SHOWN.map((shown) => [needed, shown] as const)),
  )(
    "where another source asks for %s, %s is judged alike at an address that asks for nothing and where no source judges",
    (other_needed, shown) => {
      const other = { ...OTHER, require: other_needed };
      // Without a token and secret of its own it can't accept anyone else's.
      const own = sourceWith({
        token: shown === "token" ? TOKEN : null,
        secrets: shown === "signature" ? [SECRET] : [],
      });
      const request = requestWith(shown);
      const is_let_in =
        other_needed === "none" || isGoodForOne(shown, "none", other_needed);
      expect(check({ ...request, source: own, others: [other] }).ok).toBe(
        is_let_in,
      );
      const nobodys = { ...request, source: null, others: [other, own] };
      const is_let_in_by_nobody =
        shown === "own address" ? other_needed === "none" : is_let_in;
      expect(check(nobodys).ok).toBe(is_let_in_by_nobody);
    },
  );

  test.each<[RequiredProof, boolean, Request, string]>([
    ["token", true, {}, "bad_token"],
    ["token", true, { token: "wrong" }, "bad_token"],
    [
      "token",
      true,
      { query: `${QUERY}&sig=${"0".repeat(64)}` },
      "bad_signature",
    ],
    ["token", true, { query: "sig=aa" }, "missing_signature"],
    ["token", true, { query: "sig=aa&ts=1" }, "stale_timestamp"],
    ["signature", true, {}, "missing_signature"],
    ["signature", true, { token: "token-of-the-other" }, "missing_signature"],
    ["signature", false, {}, "none"],
    ["token", false, {}, "none"],
  ])(
    "where another source asks for %s (enforced: %p), %j gives %s",
    (needed, enforce, request, expected) => {
      const other = { ...OTHER, require: needed, enforce };
      for (const source of [sourceWith(), null]) {
        expect(outcomeOf({ ...request, source, others: [other] })).toBe(
          expected,
        );
      }
    },
  );

  test("a secret or token of another advertiser's source proves nothing", () => {
    const source = { ...OTHER, require: "token" as const };
    expect(outcomeOf({ source, token: TOKEN })).toBe("bad_token");
    expect(outcomeOf({ source, query: signed(QUERY) })).toBe("bad_signature");
  });

  test("an advertiser without sources, and one that isn't known, asks for nothing", () => {
    expect(check({ query: `${QUERY}&sig=aa`, token: "any" })).toEqual({
      ok: true,
      proof: "none",
      scheme: null,
      signed_at: null,
      nonce: null,
      reads_query: true,
      let_pass: [],
      wrong_signature: null,
    });
  });
});

describe("a source that does not enforce", () => {
  const all = {
    secrets: [SECRET],
    token: TOKEN,
    enforce: false,
    allow_ips: parseCidrs("203.0.113.1"),
  };
  const by_token = sourceWith({ ...all, require: "token" });
  const by_signature = sourceWith({ ...all, require: "signature" });
  const ip = "203.0.113.1";

  test.each<[SourceConfig, Request, Proof, string[]]>([
    [by_token, { ip }, "none", ["bad_token"]],
    [by_token, { ip, token: "wrong" }, "none", ["bad_token"]],
    [by_token, { ip, token: TOKEN }, "token", []],
    [by_token, { token: TOKEN }, "token", ["sender_not_allowed"]],
    [by_token, { ip, query: signed(QUERY) }, "signature", []],
    [
      by_token,
      { ip, path: OWN_PATH, query: "sig=aa" },
      "token",
      ["missing_signature"],
    ],
    [by_signature, {}, "none", ["sender_not_allowed", "missing_signature"]],
    [by_signature, { ip, token: TOKEN }, "token", ["missing_signature"]],
    [
      by_signature,
      { ip, query: `sig=aa&ts=${NOW_S}` },
      "none",
      ["bad_signature"],
    ],
    [
      by_signature,
      { ip, query: signed(QUERY), now_ms: NOW_MS + 301_000 },
      "none",
      ["stale_timestamp"],
    ],
    [by_signature, { ip, query: signed(QUERY) }, "signature", []],
  ])("lets pass what it says (case %#)", (source, request, proof, let_pass) => {
    const trace = new Trace();
    const sender = checkSender(inputOf({ source, ...request }), trace);
    expect(sender).toMatchObject({ ok: true, proof, let_pass });
    expect(trace.steps.every(({ ok }) => ok)).toBe(true);
    const noted = trace.steps.flatMap(({ expected }) => expected ?? []);
    expect([...new Set(noted)]).toEqual(let_pass);
    const is_signed = proof === "signature";
    expect(sender).toMatchObject({
      scheme: is_signed ? "query" : null,
      signed_at: is_signed ? NOW_MS : null,
    });
  });

  test("does not open the advertiser's other sources that do", () => {
    const strict = { ...OTHER, require: "signature" as const };
    const others = [strict];
    expect(outcomeOf({ source: by_token, others, ip })).toBe(
      "missing_signature",
    );
    expect(outcomeOf({ source: by_token, others, ip, token: TOKEN })).toBe(
      "token",
    );
    const query = signed(QUERY, { secret: SECOND_SECRET });
    expect(check({ source: by_signature, others, ip, query })).toMatchObject({
      proof: "signature",
      let_pass: ["bad_signature"],
    });
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "bun:test";
import {
  AppleSigner,
  makeCertificate,
  MARKS,
} from "../../../tests/apple_signer.ts";
import type { Issuer } from "../../../tests/apple_signer.ts";
import { AppleSignatures } from "./apple_chain.ts";
import { certificateExtensions } from "./certificate_extensions.ts";
import { readJws } from "./jws.ts";

const AT_MS = Date.UTC(2026, 10, 22);
const apple = new AppleSigner();
const signatures = new AppleSignatures([apple.root.der]);
const PAYLOAD = { notificationType: "TEST", signedDate: AT_MS };
const P256 = { curve: "prime256v1" } as const;

function faultOf(text: string, at_ms = AT_MS): string | null {
  const jws = readJws(text);
  if (jws === null) return "no JWS";
  const verified = signatures.verify(jws, at_ms);
  return verified.ok ? null : verified.why;
}

test("a signature counts whose chain leads to the pinned root, whatever root comes with it", () => {
  expect(faultOf(apple.sign(PAYLOAD))).toBeNull();
  const { leaf, intermediate } = apple;
  const other = makeCertificate("Somebody's root", null, { is_ca: true });
  expect(
    faultOf(apple.sign(PAYLOAD, { chain: [leaf, intermediate, other] })),
  ).toBeNull();
});

test("Apple's own samples verify with their root, and not with the one that is pinned", () => {
  const directory = join(import.meta.dir, "../../../tests/fixtures/app_store");
  const file = (name: string) => readFileSync(join(directory, name));
  const of_samples = new AppleSignatures([file("testCA.der")]);
  for (const [name, is_valid] of [
    ["testNotification", true],
    ["transactionInfo", true],
    ["renewalInfo", true],
    ["wrongBundleId", true],
    ["missingX5CHeaderClaim", false],
  ] as const) {
    const jws = readJws(file(name).toString().trim());
    if (jws === null) throw new Error(`${name} can't be read`);
    const signed_at = Number(jws.payload.signedDate ?? AT_MS);
    expect([name, of_samples.verify(jws, signed_at).ok]).toEqual([
      name,
      is_valid,
    ]);
    expect(new AppleSignatures().verify(jws, signed_at).ok).toBe(false);
  }
});

test("a chain that isn't the App Store's is named for what is wrong with it", () => {
  const { root, intermediate, leaf } = apple;
  const mark = MARKS.leaf;
  const unmarked = makeCertificate("Not the store", intermediate, P256);
  const old = makeCertificate("Old", intermediate, {
    mark,
    to: "20210101000000Z",
    ...P256,
  });
  const wide = makeCertificate("Wide", intermediate, { mark });
  const plain = makeCertificate("Plain", root, { is_ca: true });
  const under_plain = makeCertificate("Under plain", plain, { mark, ...P256 });
  const no_ca = makeCertificate("No CA", root, { mark: MARKS.intermediate });
  const under_no_ca = makeCertificate("Under no CA", no_ca, { mark, ...P256 });
  const foreign_root = makeCertificate("Root of tests", null, { is_ca: true });
  const foreign = makeCertificate("Foreign", foreign_root, {
    mark: MARKS.intermediate,
    is_ca: true,
  });
  const under_foreign = makeCertificate("Under foreign", foreign, {
    mark,
    ...P256,
  });
  const cases: [Issuer[], RegExp][] = [
    [[leaf, intermediate], /no chain of 3/],
    [[leaf, intermediate, root, root], /no chain of 3/],
    [[unmarked, intermediate, root], /not those of the App Store/],
    [[under_plain, plain, root], /not those of the App Store/],
    [[under_no_ca, no_ca, root], /was not issued by its second/],
    [[leaf, plain, root], /was not issued by its second/],
    [[under_foreign, foreign, foreign_root], /do not lead to Apple's root/],
    // The root as the intermediate.
    [[intermediate, root, root], /was not issued|not those of the App Store/],
    [[old, intermediate, root], /not valid at 2026-11-22/],
    [[wide, intermediate, root], /not one of P-256/],
  ];
  for (const [chain, why] of cases) {
    expect(faultOf(apple.sign(PAYLOAD, { chain }))).toMatch(why);
  }
  expect(
    faultOf(
      apple.sign(PAYLOAD, { chain: [old, intermediate, root] }),
      Date.UTC(2020, 5),
    ),
  ).toBeNull();
});

test("a forged, cut or unsigned JWS is refused", () => {
  const whole = apple.sign(PAYLOAD);
  const [header = "", payload = "", signature = ""] = whole.split(".");
  const base64 = (value: unknown) =>
    Buffer.from(JSON.stringify(value)).toString("base64url");
  const x5c = readJws(whole)?.header.x5c;
  const other = base64({ ...PAYLOAD, notificationType: "REFUND" });
  expect(faultOf(`${header}.${other}.${signature}`)).toMatch(/does not fit/);
  expect(faultOf(`${header}.${payload}.${signature.slice(0, 40)}`)).toMatch(
    /does not fit/,
  );
  expect(faultOf(`${header}.${payload}.AA`)).toMatch(/does not fit/);
  for (const alg of ["none", "HS256", "RS256", undefined, "es256", 7]) {
    expect(faultOf(`${base64({ alg, x5c })}.${payload}.${signature}`)).toMatch(
      /Apple signs with ES256/,
    );
  }
  for (const odd of [
    "",
    "x",
    7,
    null,
    [1, 2, 3],
    ["a", "b", "c"],
    ["", "", ""],
  ]) {
    expect(
      faultOf(`${base64({ alg: "ES256", x5c: odd })}.${payload}.${signature}`),
    ).toMatch(/x5c|can't be read/);
  }
  for (const cut of [
    "",
    "a.b",
    `${header}.${payload}`,
    `${header}.${payload}.`,
    whole.slice(0, 200),
    `${whole}.x`,
    "ä.ö.ü",
  ]) {
    expect(faultOf(cut)).toBe("no JWS");
  }
});

test("certificateExtensions() reads no further than the bytes that are there", () => {
  const { der } = apple.leaf;
  expect([...certificateExtensions(der)]).toEqual([
    "551d13",
    "2a864886f76364060b01",
  ]);
  for (let length = 0; length < der.length; length += 7) {
    expect(certificateExtensions(der.subarray(0, length)).size).toBe(0);
  }
});

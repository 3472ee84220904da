import { describe, expect, test } from "bun:test";
import { controlSum, creditTransfers } from "./credit_transfers.ts";
import { compactCode, ibanFault, isBic } from "./iban.ts";
import { judgeTransfer } from "./judge_transfer.ts";
import type { Payable } from "./judge_transfer.ts";
import { sepaText } from "./sepa_text.ts";

const PAYABLE: Payable = {
  payment_id: "01a10b4a-a2b6-7390-8d26-553aea62fd7d",
  affiliate_name: "Harbour Media",
  method: "sepa",
  currency: "EUR",
  amount_micros: 12_340_000n,
  details: { iban: "DE89 3704 0044 0532 0130 00", holder: "Müller & Söhne" },
};

describe("ibanFault()", () => {
  test("takes the examples of the registry, and no digit of them changed", () => {
    for (const iban of [
      ...["DE89370400440532013000", "NL91ABNA0417164300"],
      ...["FR1420041010050500013M02606", "AT611904300234573201"],
      ...["FI2112345600000785", "BE68539007547034", "NO9386011117947"],
      ...["MT84MALT011000012345MTLCAST001S", "GB29NWBK60161331926819"],
    ]) {
      expect([iban, ibanFault(iban)]).toEqual([iban, null]);
      for (let at = 2; at < iban.length; at++) {
        const digit = iban[at] === "7" ? "8" : "7";
        const typo = iban.slice(0, at) + digit + iban.slice(at + 1);
        expect([typo, ibanFault(typo) === null]).toEqual([typo, false]);
      }
    }
  });

  test("says what is wrong", () => {
    expect(ibanFault("")).toContain("two letters");
    expect(ibanFault("US64SVBKUS6S3300958879")).toContain("US");
    expect(ibanFault("DE8937040044053201300")).toContain("22 characters");
    expect(ibanFault("DE88370400440532013000")).toContain("check digits");
    expect(ibanFault(compactCode("de89 3704 0044 0532 0130 00"))).toBeNull();
  });
});

test("a BIC has 8 or 11 characters", () => {
  for (const bic of ["COBADEFF", "COBADEFFXXX", "ABNANL2A"]) {
    expect([bic, isBic(bic)]).toEqual([bic, true]);
  }
  for (const bic of ["", "COBADEF", "C0BADEFF", "COBADEFFXX", "COBADEFF\n"]) {
    expect([bic, isBic(bic)]).toEqual([bic, false]);
  }
});

test("sepaText() keeps to the characters that every bank takes", () => {
  expect(sepaText("Müller & Söhne", 70)).toBe("Muller + Sohne");
  expect(sepaText("Straße 1 / Łódź", 70)).toBe("Strasse 1 / Lodz");
  expect(sepaText("//a//b<script>&amp;\u0000", 70)).toBe("a/b script +amp");
  expect(sepaText("株式会社", 70)).toBe("");
  expect(sepaText("x".repeat(80), 70)).toHaveLength(70);
});

describe("judgeTransfer()", () => {
  test("makes a transfer of a payment with a good account", () => {
    expect(judgeTransfer(PAYABLE)).toEqual({
      transfer: {
        reference: "01a10b4aa2b673908d26553aea62fd7d",
        amount_micros: 12_340_000n,
        creditor: {
          name: "Muller + Sohne",
          iban: "DE89370400440532013000",
          bic: null,
        },
        purpose: "Payment 01a10b4a-a2b6-7390-8d26-553aea62fd7d",
      },
    });
  });

  test("names what keeps a payment out", () => {
    const codeOf = (change: Partial<Payable>) => {
      const judged = judgeTransfer({ ...PAYABLE, ...change });
      return "left_out" in judged ? judged.left_out.code : null;
    };
    const { details } = PAYABLE;
    expect(codeOf({ currency: "USD" })).toBe("not_eur");
    expect(codeOf({ method: "paypal", details: {} })).toBe("not_bank");
    expect(codeOf({ details: {} })).toBe("no_iban");
    expect(codeOf({ details: { iban: "DE00" } })).toBe("bad_iban");
    expect(codeOf({ details: { ...details, bic: "X" } })).toBe("bad_bic");
    expect(codeOf({ details: { ...details, holder: "株式会社" } })).toBe(
      "no_name",
    );
    for (const amount_micros of [0n, -10_000n, 5_000n, 10n ** 15n]) {
      expect(codeOf({ amount_micros })).toBe("bad_amount");
    }
  });
});

test("creditTransfers() writes pain.001.001.09 in the order of its schema, with its sums twice", () => {
  const judged = ["12.34", "0.66"].flatMap((amount) => {
    const amount_micros = BigInt(amount.replace(".", "")) * 10_000n;
    const one = judgeTransfer({ ...PAYABLE, amount_micros });
    return "transfer" in one ? [one.transfer] : [];
  });
  expect(controlSum(judged)).toBe("13.00");
  const xml = creditTransfers({
    message_id: "run-1",
    created_at: Date.UTC(2026, 10, 29, 1),
    execute_on: "2026-12-01",
    debtor: { name: "A < B", iban: "NL91ABNA0417164300", bic: "ABNANL2A" },
    transfers: judged,
  });
  const names = [...xml.matchAll(/<([A-Z]\w*)/g)].map(([, name]) => name);
  const transfer = [
    ...["CdtTrfTxInf", "PmtId", "InstrId", "EndToEndId", "Amt", "InstdAmt"],
    ...["Cdtr", "Nm", "CdtrAcct", "Id", "IBAN", "RmtInf", "Ustrd"],
  ];
  expect(names).toEqual([
    ...["Document", "CstmrCdtTrfInitn", "GrpHdr", "MsgId", "CreDtTm"],
    ...["NbOfTxs", "CtrlSum", "InitgPty", "Nm", "PmtInf", "PmtInfId"],
    ...["PmtMtd", "BtchBookg", "NbOfTxs", "CtrlSum", "PmtTpInf", "SvcLvl"],
    ...["Cd", "ReqdExctnDt", "Dt", "Dbtr", "Nm", "DbtrAcct", "Id", "IBAN"],
    ...["DbtrAgt", "FinInstnId", "BICFI", "ChrgBr", ...transfer, ...transfer],
  ]);
  expect(xml).toContain("<Nm>A &lt; B</Nm>");
  expect(xml.match(/<CtrlSum>13\.00<\/CtrlSum>/g)).toHaveLength(2);
  expect(xml.match(/<NbOfTxs>2<\/NbOfTxs>/g)).toHaveLength(2);
  expect(xml).toContain('<InstdAmt Ccy="EUR">0.66</InstdAmt>');
});

import type { Micros } from "../../kernel/mod.ts";
import type { PaymentDetails } from "../payments/payment_details.ts";
import type { SepaTransfer } from "./credit_transfers.ts";
import { compactCode, ibanFault, isBic } from "./iban.ts";
import { sepaText } from "./sepa_text.ts";

/** A closed payment with everything that a bank file needs of it. */
export interface Payable {
  payment_id: string;
  affiliate_name: string;
  method: string | null;
  currency: string;
  amount_micros: Micros;
  details: PaymentDetails;
}

/** Why a payment can't be in the file. */
export interface LeftOut {
  code:
    | "not_eur"
    | "not_bank"
    | "no_iban"
    | "bad_iban"
    | "bad_bic"
    | "no_name"
    | "bad_amount";
  detail: string;
}

const NAME_MAX = 70;
const PURPOSE_MAX = 140;
const CENT = 10_000n;
/** The most that one transfer may have. */
const AMOUNT_MAX = 999_999_999_990_000n;

/** The transfer of a payment, or why there can't be one. */
export function judgeTransfer(
  payable: Payable,
): { transfer: SepaTransfer } | { left_out: LeftOut } {
  const { details, currency, amount_micros, method } = payable;
  const iban = compactCode(details["iban"] ?? "");
  const bic = compactCode(details["bic"] ?? "");
  const holder = details["holder"] ?? payable.affiliate_name;
  const name = sepaText(holder, NAME_MAX);
  const fault =
    notEuro(currency) ??
    notBank(method, iban) ??
    wrongIban(iban) ??
    wrongBic(bic) ??
    wrongName(name, holder) ??
    wrongAmount(amount_micros);
  if (fault !== null) return { left_out: fault };
  const reference = payable.payment_id.replaceAll("-", "");
  const creditor = { name, iban, bic: bic === "" ? null : bic };
  const purpose = sepaText(`Payment ${payable.payment_id}`, PURPOSE_MAX);
  return { transfer: { reference, amount_micros, creditor, purpose } };
}

function notEuro(currency: string): LeftOut | null {
  if (currency === "EUR") return null;
  const detail = `SEPA moves euros; this payment is in ${currency}`;
  return { code: "not_eur", detail };
}

function notBank(method: string | null, iban: string): LeftOut | null {
  if (iban !== "" || method === null || method === "sepa") return null;
  const detail = `It is paid by ${method}, and has no IBAN`;
  return { code: "not_bank", detail };
}

function wrongIban(iban: string): LeftOut | null {
  if (iban === "") {
    const detail = "The affiliate has given no IBAN";
    return { code: "no_iban", detail };
  }
  const detail = ibanFault(iban);
  return detail === null ? null : { code: "bad_iban", detail };
}

function wrongBic(bic: string): LeftOut | null {
  if (bic === "" || isBic(bic)) return null;
  const detail = "Its BIC must have 8 or 11 letters and digits";
  return { code: "bad_bic", detail };
}

function wrongName(name: string, holder: string): LeftOut | null {
  if (/[A-Za-z0-9]/.test(name)) return null;
  const detail = `The holder's name has no character that SEPA takes: "${holder}"`;
  return { code: "no_name", detail };
}

function wrongAmount(amount_micros: Micros): LeftOut | null {
  const is_whole = amount_micros % CENT === 0n;
  if (is_whole && amount_micros > 0n && amount_micros <= AMOUNT_MAX)
    return null;
  const detail = "A transfer is of whole cents, from 0.01 to 999999999.99";
  return { code: "bad_amount", detail };
}

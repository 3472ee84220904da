import type { Database } from "../../../db/mod.ts";
import { invalidFields, isDay } from "../../http/mod.ts";
import { formatAmount, Problem } from "../../kernel/mod.ts";
import type { Clock, FieldError, SealKey } from "../../kernel/mod.ts";
import { closedOf } from "../payments/payment_export.ts";
import { openPaymentDetails } from "../payments/payment_details.ts";
import { controlSum, creditTransfers } from "./credit_transfers.ts";
import type { SepaParty, SepaTransfer } from "./credit_transfers.ts";
import { compactCode, ibanFault, isBic } from "./iban.ts";
import { judgeTransfer } from "./judge_transfer.ts";
import { sepaText } from "./sepa_text.ts";

export interface SepaDeps {
  db: Database;
  clock: Clock;
  seal_key: SealKey;
}

/** A payment that a file leaves out, and why. */
interface LeftOutPayment {
  payment_id: string;
  affiliate_id: number;
  affiliate_name: string;
  amount: string;
  currency: string;
  code: string;
  detail: string;
}

const NAME_MAX = 70;

/** Judges a run: how much a bank file would pay, and each payment that can't be in it. */
export async function checkSepaRun(deps: SepaDeps, run_id: string) {
  const { transfers, left_out } = await judgeRun(deps, run_id);
  return {
    run_id,
    count: transfers.length,
    amount: controlSum(transfers),
    currency: "EUR",
    left_out,
  };
}

/** The file of a run's closed payments that a bank can take; refused if there are none. */
export async function sepaRunFile(
  deps: SepaDeps,
  run_id: string,
  query: Readonly<Record<string, string | undefined>>,
): Promise<Response> {
  const { debtor, execute_on } = readDebtor(query);
  const { transfers } = await judgeRun(deps, run_id);
  if (transfers.length === 0) {
    throw new Problem(
      409,
      "nothing_to_pay",
      "No closed payment of this run can be in a SEPA file: ask for …/sepa to see why",
    );
  }
  const xml = creditTransfers({
    message_id: run_id.replaceAll("-", ""),
    created_at: deps.clock.nowMs(),
    ...{ execute_on, debtor, transfers },
  });
  return new Response(xml, {
    headers: {
      "content-type": "application/xml; charset=utf-8",
      "content-disposition": `attachment; filename="payments-${run_id}.xml"`,
    },
  });
}

async function judgeRun(deps: SepaDeps, run_id: string) {
  const transfers: SepaTransfer[] = [];
  const left_out: LeftOutPayment[] = [];
  for await (const { payment, affiliate, sealed } of closedOf(
    deps.db,
    run_id,
  )) {
    const { amount_micros, currency } = payment;
    const judged = judgeTransfer({
      payment_id: payment.id,
      affiliate_name: affiliate.name,
      method: affiliate.payment_method ?? payment.method,
      details: openPaymentDetails(deps.seal_key, affiliate.id, sealed),
      ...{ amount_micros, currency },
    });
    if ("transfer" in judged) {
      transfers.push(judged.transfer);
      continue;
    }
    left_out.push({
      payment_id: payment.id,
      affiliate_id: affiliate.id,
      affiliate_name: affiliate.name,
      amount: formatAmount(amount_micros, currency),
      currency,
      ...judged.left_out,
    });
  }
  return { transfers, left_out };
}

/** The account that pays, and the day; each wrong field is named. */
function readDebtor(query: Readonly<Record<string, string | undefined>>): {
  debtor: SepaParty;
  execute_on: string;
} {
  const errors: FieldError[] = [];
  const wrong = (field: string, message: string) =>
    errors.push({ field, message });
  const name = sepaText(query["debtor_name"] ?? "", NAME_MAX);
  const iban = compactCode(query["debtor_iban"] ?? "");
  const bic = compactCode(query["debtor_bic"] ?? "");
  if (name === "") wrong("debtor_name", "The name of whose account pays");
  const fault = ibanFault(iban);
  if (fault !== null) wrong("debtor_iban", fault);
  if (bic !== "" && !isBic(bic)) {
    wrong("debtor_bic", "A BIC has 8 or 11 letters and digits");
  }
  const execute_on = query["execute_on"] ?? "";
  if (!isDay(execute_on)) {
    wrong("execute_on", "must be a day such as 2026-11-01");
  }
  if (errors.length > 0) throw invalidFields(errors);
  return { debtor: { name, iban, bic: bic === "" ? null : bic }, execute_on };
}

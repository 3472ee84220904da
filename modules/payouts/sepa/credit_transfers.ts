import { formatAmount, isoTime } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";

/** An account that pays or is paid; its texts are already in SEPA's characters. */
export interface SepaParty {
  name: string;
  iban: string;
  bic: string | null;
}

/** A transfer: an amount in whole cents to an account. */
export interface SepaTransfer {
  /** At most 35 characters; the bank sends it back with what fails. */
  reference: string;
  amount_micros: Micros;
  creditor: SepaParty;
  purpose: string;
}

/** Payments from one account on one day. */
export interface SepaFile {
  /** At most 35 characters; a bank takes each but once. */
  message_id: string;
  created_at: number;
  /** `2026-11-30`. */
  execute_on: string;
  debtor: SepaParty;
  transfers: readonly SepaTransfer[];
}

const NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

/** Sum of the transfers, as the file states it twice. */
export function controlSum(transfers: readonly SepaTransfer[]): string {
  const sum = transfers.reduce(
    (all, { amount_micros }) => all + amount_micros,
    0n,
  );
  return formatAmount(sum, "EUR");
}

/** Writes the file that banks of SEPA take credit transfers from: pain.001.001.09. */
export function creditTransfers(file: SepaFile): string {
  const { message_id, created_at, execute_on, debtor, transfers } = file;
  const totals = [
    leaf("NbOfTxs", String(transfers.length)),
    leaf("CtrlSum", controlSum(transfers)),
  ];
  const header = node("GrpHdr", [
    leaf("MsgId", message_id),
    leaf("CreDtTm", isoTime(created_at)),
    ...totals,
    node("InitgPty", [leaf("Nm", debtor.name)]),
  ]);
  const payment = node("PmtInf", [
    leaf("PmtInfId", message_id),
    leaf("PmtMtd", "TRF"),
    leaf("BtchBookg", "true"),
    ...totals,
    node("PmtTpInf", [node("SvcLvl", [leaf("Cd", "SEPA")])]),
    node("ReqdExctnDt", [leaf("Dt", execute_on)]),
    node("Dbtr", [leaf("Nm", debtor.name)]),
    node("DbtrAcct", [account(debtor)]),
    node("DbtrAgt", [agent(debtor.bic)]),
    leaf("ChrgBr", "SLEV"),
    ...transfers.map(transferNode),
  ]);
  const body = node("CstmrCdtTrfInitn", [header, payment]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${NAMESPACE}">\n${body}\n</Document>\n`;
}

function transferNode(transfer: SepaTransfer): string {
  const { reference, amount_micros, creditor, purpose } = transfer;
  const amount = formatAmount(amount_micros, "EUR");
  return node("CdtTrfTxInf", [
    node("PmtId", [leaf("InstrId", reference), leaf("EndToEndId", reference)]),
    node("Amt", [`<InstdAmt Ccy="EUR">${amount}</InstdAmt>`]),
    ...(creditor.bic === null ? [] : [node("CdtrAgt", [agent(creditor.bic)])]),
    node("Cdtr", [leaf("Nm", creditor.name)]),
    node("CdtrAcct", [account(creditor)]),
    node("RmtInf", [leaf("Ustrd", purpose)]),
  ]);
}

function account({ iban }: SepaParty): string {
  return node("Id", [leaf("IBAN", iban)]);
}

function agent(bic: string | null): string {
  return node("FinInstnId", [
    bic === null
      ? node("Othr", [leaf("Id", "NOTPROVIDED")])
      : leaf("BICFI", bic),
  ]);
}

function leaf(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`;
}

function node(name: string, children: readonly string[]): string {
  return `<${name}>${children.join("")}</${name}>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

// The bank takes a file with what it can pay; everything else is named before anybody waits for money.
import { expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const service = await serviceForFile();
const { api, clock } = service;

const DEBTOR = {
  debtor_name: "Northwind Network",
  debtor_iban: "NL91 ABNA 0417 1643 00",
  execute_on: "2026-12-01",
};

interface Check {
  count: number;
  amount: string;
  left_out: { code: string; affiliate_name: string }[];
}

async function earns(name: string, iban: string | null, amount: string) {
  const { affiliate_id } = await setUp(api, { affiliate: { name } });
  if (iban !== null) {
    const path = `/affiliates/${affiliate_id}/payment-details`;
    await api.call("PUT", path, { details: { iban, holder: name } });
  }
  await api.call("POST", "/ledger/adjustments", {
    ...{ affiliate_id, amount, currency: "EUR", kind: "bonus", reason: "x" },
  });
}

test("a run's closed payments go to the bank in one file, without those that it would send back", async () => {
  await earns("Möwe & Co", "DE89370400440532013000", "25.10");
  await earns("Harbour Media", "AT611904300234573201", "4.90");
  await earns("Typo", "DE88370400440532013000", "9.00");
  await earns("Nobody", null, "7.00");
  clock.advance(1_000);
  const up_to = new Date(clock.nowMs()).toISOString();
  const run = await api.call<{ id: string; payments: { id: string }[] }>(
    "POST",
    "/payment-runs",
    { currency: "EUR", up_to },
  );
  const path = `/payment-runs/${run.id}/sepa`;
  const search = new URLSearchParams(DEBTOR);
  const early = await api.try("GET", `${path}.xml?${search}`);
  expect([early.status, early.body.code]).toEqual([409, "nothing_to_pay"]);
  const ids = run.payments.map(({ id }) => id);
  await api.call("POST", "/payments/close", { ids });
  const check = await api.call<Check>("GET", path);
  expect(check).toMatchObject({ count: 2, amount: "30.00" });
  expect(
    check.left_out.map(({ code, affiliate_name }) => [affiliate_name, code]),
  ).toEqual([
    ["Typo", "bad_iban"],
    ["Nobody", "no_iban"],
  ]);
  const { text } = await api.call<{ text: string }>(
    "GET",
    `${path}.xml?${search}`,
  );
  expect(text).toContain("<CtrlSum>30.00</CtrlSum>");
  expect(text).toContain("<Nm>Mowe + Co</Nm>");
  expect(text).toContain("<IBAN>AT611904300234573201</IBAN>");
  expect(text).not.toContain("DE88370400440532013000");
});

test("a file needs a right account and day to pay from", async () => {
  const { data } = await api.call<{ data: { id: string }[] }>(
    "GET",
    "/payment-runs",
  );
  const path = `/payment-runs/${data[0]?.id ?? ""}/sepa.xml`;
  for (const [field, value] of [
    ["debtor_iban", "NL90ABNA0417164300"],
    ["debtor_name", "株式会社"],
    ["debtor_bic", "ABN"],
    ["execute_on", "tomorrow"],
  ] as const) {
    const search = new URLSearchParams({ ...DEBTOR, [field]: value });
    const answer = await api.try<{ errors: { field: string }[] }>(
      "GET",
      `${path}?${search}`,
    );
    expect([field, answer.status]).toEqual([field, 422]);
    expect(answer.body.errors).toMatchObject([{ field }]);
  }
});

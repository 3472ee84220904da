import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { MONEY } from "../../messages/money.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { localTime } from "../../ui/figures.tsx";
import { Shown } from "../own/shown.tsx";
import type { ScreenProps } from "../screens.ts";
import { BankFile } from "./bank_file.tsx";
import { MoneyPage } from "./parts.tsx";
import { PaymentList } from "./payment_list.tsx";
import { Totals } from "./runs.tsx";
import { TakeSteps } from "./take_steps.tsx";

type Payment = Schema<"Payment">;

/** One run: its payments, closing and paying them, and its file for the bank. */
export function RunScreen({ parts }: ScreenProps) {
  const id = parts["id"] ?? "";
  const [turn, setTurn] = useState(0);
  const asked = useAsked(`${id} ${turn}`, (signal) =>
    ok(
      api.GET("/api/v1/payment-runs/{id}", {
        params: { path: { id } },
        signal,
      }),
    ),
  );
  return (
    <MoneyPage tab="runs" title={MONEY.run} curl={`/api/v1/payment-runs/${id}`}>
      <Shown asked={asked}>
        {(run) => (
          <Run key={turn} run={run} onChange={() => setTurn(turn + 1)} />
        )}
      </Shown>
    </MoneyPage>
  );
}

function Run({
  run,
  onChange,
}: {
  run: Schema<"PaymentRun">;
  onChange(): void;
}) {
  const timezone = useTimezone();
  const { id, currency, up_to, totals } = run;
  const list = useList<Payment>(id, (cursor, signal) =>
    ok(
      api.GET("/api/v1/payments", {
        params: {
          query: { run_id: id, limit: "500", ...(cursor && { cursor }) },
        },
        ...(signal && { signal }),
      }),
    ),
  );
  const rows = list.rows ?? [];
  const day = localTime(new Date(up_to), timezone, "day");
  return (
    <>
      <section class="panel stack">
        <p>{MONEY.run_of(currency, day)}</p>
        <Totals totals={totals} currency={currency} />
        <TakeSteps payments={rows} onChange={onChange} />
      </section>
      {rows.some(({ state }) => state === "closed") && <BankFile id={id} />}
      <PaymentList
        list={list}
        caption={MONEY.payments_of_run}
        onChange={onChange}
      />
    </>
  );
}

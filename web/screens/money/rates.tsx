import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { MONEY } from "../../messages/money.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { Field } from "../../ui/field.tsx";
import { FileDrop } from "../../ui/file_drop.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Failed, Notice } from "../../ui/notice.tsx";
import { ApiError } from "../../api/client.ts";
import { ShownList } from "../own/shown.tsx";
import { dayIn, MoneyPage } from "./parts.tsx";

type Rate = Schema<"FxRate">;

/** Exchange rates by day, set by hand or from the European Central Bank's file. */
export function RatesScreen() {
  const list = useList<Rate>("rates", (cursor, signal) =>
    ok(
      api.GET("/api/v1/fx-rates", {
        params: { query: { sort: "-date", ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <MoneyPage tab="rates" curl="/api/v1/fx-rates">
      <SetRates onSet={list.reload} />
      <ShownList<Rate>
        list={list}
        caption={MONEY.tabs.rates}
        empty={MONEY.rates_empty}
        keyOf={({ date, base, version }) => `${date} ${base} ${version}`}
        columns={[
          { key: "date", label: MONEY.date, cell: ({ date }) => date },
          { key: "base", label: MONEY.base, cell: ({ base }) => base },
          {
            key: "rates",
            label: MONEY.base_is,
            cell: ({ rates }) => (
              <span class="row number">
                {Object.entries(rates).map(([currency, rate]) => (
                  <span key={currency}>
                    {rate} <span class="quiet">{currency}</span>
                  </span>
                ))}
              </span>
            ),
          },
          { key: "source", label: MONEY.source, cell: ({ source }) => source },
        ]}
      />
    </MoneyPage>
  );
}

function SetRates({ onSet }: { onSet(): void }) {
  const timezone = useTimezone();
  const [priced, setPriced] = useState<number | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const form = useForm(
    { date: dayIn(timezone), base: "EUR", currency: "USD", rate: "" },
    async ({ date, base, currency, rate }) => {
      const body = { date, base, rates: { [currency]: rate } };
      const set = await ok(api.PUT("/api/v1/fx-rates", { body }));
      setPriced(set.priced);
      onSet();
    },
  );
  const takeFile = async (file: File) => {
    setError(null);
    try {
      const body = { ecb_xml: await file.text() };
      const set = await ok(api.PUT("/api/v1/fx-rates", { body }));
      setPriced(set.priced);
      onSet();
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      setError(reason);
    }
  };
  return (
    <section class="panel stack">
      <h2>{MONEY.rates_set}</h2>
      <div class="halves">
        <Form form={form} label={MONEY.rates_set}>
          <div class="controls at-top">
            <Field label={MONEY.date} type="date" {...form.text("date")} />
            <Field label={MONEY.base} {...form.text("base")} />
            <Field
              label={MONEY.rate}
              inputMode="decimal"
              {...form.text("rate")}
            />
            <Field label={MONEY.currency} {...form.text("currency")} />
          </div>
          <Submit label={MONEY.set_rate} is_sending={form.is_sending} />
        </Form>
        <FileDrop
          label={MONEY.ecb}
          hint={MONEY.ecb_hint}
          accept=".xml"
          onFile={takeFile}
        />
      </div>
      {error !== null && <Failed error={error} />}
      {priced !== null && <Notice tone="good">{MONEY.priced(priced)}</Notice>}
    </section>
  );
}

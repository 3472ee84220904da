import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { MONEY } from "../../messages/money.ts";
import { useAsked } from "../../state/asked.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { Check, Field, Select } from "../../ui/field.tsx";
import { Money } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { Act } from "../../ui/act.tsx";
import { useNames } from "../own/names.ts";
import type { NameOf } from "../own/names.ts";
import { Shown } from "../own/shown.tsx";
import { currencyOptions, dayIn, useCurrencies } from "./parts.tsx";
import { ENTRIES_COLUMN, METHOD_COLUMN } from "./payment_columns.tsx";

type Result = Schema<"PaymentRunResult">;

/** Who would be paid, tried before it is done; its parameters stand in the address. */
export function DryRun() {
  const location = useLocation();
  const timezone = useTimezone();
  const currencies = useCurrencies();
  const { query } = location;
  const currency = query.get("currency") ?? currencies[0] ?? "";
  const up_to = query.get("up_to") ?? dayIn(timezone, 1);
  const min_amount = query.get("min_amount") ?? "";
  const only_collected = query.get("only_collected") === "true";
  const set = (changes: Record<string, string | null>) =>
    go(withQuery(location, changes), { replace: true });
  const body = {
    ...{ currency, up_to, only_collected },
    ...(min_amount === "" ? {} : { min_amount }),
  };
  const is_asked = currency !== "" && /^\d{4}-\d\d-\d\d$/.test(up_to);
  const asked = useAsked(is_asked ? JSON.stringify(body) : null, (signal) =>
    ok(
      api.POST("/api/v1/payment-runs", {
        body: { ...body, dry_run: true },
        signal,
      }),
    ),
  );
  const make = async () => {
    const made = await ok(api.POST("/api/v1/payment-runs", { body }));
    go(`/app/money/runs/${made.id}`);
  };
  return (
    <section class="panel stack">
      <h2>{MONEY.run_new}</h2>
      <p class="quiet">{MONEY.run_hint}</p>
      <div class="controls at-top">
        <Select
          label={MONEY.currency}
          value={currency}
          onValue={(value) => set({ currency: value })}
          options={currencyOptions(currencies)}
        />
        <Field
          label={MONEY.up_to}
          hint={MONEY.up_to_hint}
          type="date"
          value={up_to}
          onValue={(value) => set({ up_to: value })}
        />
        <Field
          label={MONEY.min_amount}
          hint={MONEY.min_hint}
          inputMode="decimal"
          value={min_amount}
          onValue={(value) => set({ min_amount: value })}
        />
        <Check
          label={MONEY.only_collected}
          checked={only_collected}
          onValue={(is_on) => set({ only_collected: is_on ? "true" : null })}
        />
      </div>
      {is_asked && (
        <Shown asked={asked}>
          {(result) => <Tried result={result} make={make} />}
        </Shown>
      )}
    </section>
  );
}

function Tried({ result, make }: { result: Result; make(): Promise<void> }) {
  const { payments, carried, currency, amount, payments_count } = result;
  const affiliates = useNames("affiliates");
  return (
    <>
      {payments.length === 0 ? (
        <Notice tone="note">{MONEY.nothing_due}</Notice>
      ) : (
        <>
          <Table
            caption={MONEY.would_pay}
            rows={payments}
            keyOf={({ affiliate_id }) => String(affiliate_id)}
            stacks
            columns={paidColumns(affiliates, currency)}
          />
          <div class="row row-apart">
            <strong>
              {MONEY.would_pay}: <Money amount={amount} currency={currency} />
            </strong>
            <Act kind="main" work={make}>
              {MONEY.make_run(payments_count)}
            </Act>
          </div>
        </>
      )}
      {carried.length > 0 && (
        <Table
          caption={MONEY.would_not_pay}
          rows={carried}
          keyOf={({ affiliate_id }) => String(affiliate_id)}
          stacks
          columns={carriedColumns(affiliates, currency)}
        />
      )}
    </>
  );
}

function AffiliateLink({ id, affiliates }: { id: number; affiliates: NameOf }) {
  return <a href={`/app/affiliates/${id}`}>{affiliates(id)}</a>;
}

function paidColumns(
  affiliates: NameOf,
  currency: string,
): Column<Result["payments"][number]>[] {
  return [
    {
      key: "affiliate",
      label: MONEY.affiliate,
      cell: ({ affiliate_id: id }) => <AffiliateLink {...{ id, affiliates }} />,
    },
    METHOD_COLUMN,
    ENTRIES_COLUMN,
    {
      key: "amount",
      label: MONEY.amount,
      align: "right",
      cell: ({ amount }) => <Money amount={amount} currency={currency} />,
    },
  ];
}

function carriedColumns(
  affiliates: NameOf,
  currency: string,
): Column<Result["carried"][number]>[] {
  return [
    {
      key: "affiliate",
      label: MONEY.affiliate,
      cell: ({ affiliate_id: id }) => <AffiliateLink {...{ id, affiliates }} />,
    },
    {
      key: "reason",
      label: MONEY.why_not,
      cell: ({ reason }) => MONEY.carried[reason],
    },
    {
      key: "balance",
      label: MONEY.balance,
      align: "right",
      cell: ({ balance }) => <Money amount={balance} currency={currency} />,
    },
  ];
}

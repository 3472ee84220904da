import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { MONEY } from "../../messages/money.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Money, Time } from "../../ui/figures.tsx";
import { ShownList } from "../own/shown.tsx";
import { DryRun } from "./dry_run.tsx";
import { MoneyPage, MoneyState } from "./parts.tsx";

type Run = Schema<"PaymentRun">;

/** The sums that are payable now, and past payment runs. */
export function RunsScreen() {
  const timezone = useTimezone();
  const list = useList<Run>("runs", (cursor, signal) =>
    ok(
      api.GET("/api/v1/payment-runs", {
        params: { query: { sort: "-created_at", ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <MoneyPage tab="runs" curl="/api/v1/payment-runs">
      <DryRun />
      <ShownList<Run>
        list={list}
        caption={MONEY.tabs.runs}
        empty={MONEY.runs_empty}
        keyOf={({ id }) => id}
        columns={[
          {
            key: "created_at",
            label: MONEY.created,
            cell: ({ id, created_at }) => (
              <a href={`/app/money/runs/${id}`}>
                <Time at={created_at} timezone={timezone} />
              </a>
            ),
          },
          {
            key: "currency",
            label: MONEY.currency,
            cell: ({ currency }) => currency,
          },
          {
            key: "up_to",
            label: MONEY.up_to,
            cell: ({ up_to }) => (
              <Time at={up_to} timezone={timezone} style="day" />
            ),
          },
          {
            key: "by",
            label: MONEY.by,
            cell: ({ created_by_name, created_by }) =>
              created_by_name ?? created_by,
          },
          {
            key: "totals",
            label: MONEY.tabs.payments,
            cell: ({ totals, currency }) => (
              <Totals {...{ totals, currency }} />
            ),
          },
        ]}
      />
    </MoneyPage>
  );
}

/** How many payments of each state a run has, and their sums. */
export function Totals({ totals, currency }: Pick<Run, "totals" | "currency">) {
  if (totals.length === 0) return <>{MONEY.none_of_it}</>;
  return (
    <span class="row">
      {totals.map(({ state, count, amount }) => (
        <span key={state} class="row">
          <MoneyState state={state} />
          <span class="number">
            {count} · <Money amount={amount} currency={currency} />
          </span>
        </span>
      ))}
    </span>
  );
}

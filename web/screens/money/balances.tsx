import { Fragment } from "preact";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { MONEY } from "../../messages/money.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { groupDigits, Money, Time } from "../../ui/figures.tsx";
import { Empty, Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { Picker } from "../network/picker.tsx";
import { Shown } from "../own/shown.tsx";
import { asSpoken } from "./account_sides.ts";
import { MoneyPage } from "./parts.tsx";

type Row = Schema<"AccountBalances">["data"][number];
type Account = keyof typeof MONEY.accounts;

/** Balances of affiliates, by currency. */
export function BalancesScreen() {
  const location = useLocation();
  const chosen = location.query.get("affiliate_id") ?? "";
  const asked = useAsked("accounts", (signal) =>
    ok(api.GET("/api/v1/ledger/accounts", { signal })),
  );
  return (
    <MoneyPage
      tab="balances"
      curl="/api/v1/ledger/accounts"
      actions={
        <a class="button" href="/app/money/runs">
          {MONEY.run_new}
        </a>
      }
    >
      <Shown asked={asked}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty>
              <p>{MONEY.balances_empty}</p>
            </Empty>
          ) : (
            <Accounts rows={data} />
          )
        }
      </Shown>
      <section class="panel stack">
        <h2>{MONEY.affiliate_balance}</h2>
        <div class="controls at-top">
          <Picker
            kind="affiliates"
            label={MONEY.affiliate}
            hint={NET.picker_hint}
            value={chosen}
            onValue={(affiliate_id) =>
              go(withQuery(location, { affiliate_id }), { replace: true })
            }
          />
        </div>
        {chosen !== "" && <BalanceOf key={chosen} id={chosen} />}
      </section>
    </MoneyPage>
  );
}

function Accounts({ rows }: { rows: readonly Row[] }) {
  const names = (Object.keys(MONEY.accounts) as Account[]).filter((name) =>
    rows.some((row) => !/^-?0(\.0+)?$/.test(row[name])),
  );
  return (
    <div class="stack-close">
      <Table
        caption={MONEY.balances_caption}
        rows={rows}
        keyOf={({ currency }) => currency}
        stacks
        columns={[
          {
            key: "currency",
            label: MONEY.currency,
            cell: ({ currency }) => <strong>{currency}</strong>,
          },
          ...names.map((name) => ({
            key: name,
            label: MONEY.accounts[name],
            align: "right" as const,
            cell: (row: Row) => (
              <span class="number">
                {groupDigits(asSpoken(name, row[name])).replace("-", "−")}
              </span>
            ),
          })),
        ]}
      />
      <p class="quiet">{MONEY.balances_hint}</p>
    </div>
  );
}

function BalanceOf({ id }: { id: string }) {
  const asked = useAsked(id, (signal) =>
    ok(
      api.GET("/api/v1/affiliates/{id}/balance", {
        params: { path: { id } },
        signal,
      }),
    ),
  );
  return (
    <Shown asked={asked} lines={4}>
      {({ data }) =>
        data.length === 0 ? (
          <p class="quiet">{MONEY.no_balance}</p>
        ) : (
          <div class="halves">
            {data.map((balance) => (
              <Balance key={balance.currency} balance={balance} />
            ))}
          </div>
        )
      }
    </Shown>
  );
}

function Balance({
  balance,
}: {
  balance: Schema<"AffiliateBalance">["data"][number];
}) {
  const timezone = useTimezone();
  const { currency, pending, payable, in_payments, paid, on_hold } = balance;
  const { at, expected, why_not, missing_details } = balance.next_payment;
  const money = (amount: string) => <Money {...{ amount, currency }} />;
  return (
    <div class="stack-close">
      <h3>{currency}</h3>
      <dl class="facts">
        <dt>{MONEY.pending}</dt>
        <dd>{money(pending)}</dd>
        {on_hold.map(({ until, amount }) => (
          <Fragment key={until}>
            <dt>{MONEY.on_hold}</dt>
            <dd>
              {money(amount)} {MONEY.until}{" "}
              <Time at={until} timezone={timezone} style="day" />
            </dd>
          </Fragment>
        ))}
        <dt>{MONEY.payable}</dt>
        <dd>
          <strong>{money(payable)}</strong>
        </dd>
        <dt>{MONEY.in_payments}</dt>
        <dd>{money(in_payments)}</dd>
        <dt>{MONEY.paid}</dt>
        <dd>{money(paid)}</dd>
        <dt>{MONEY.next_payment}</dt>
        <dd>
          {at === null && !/[1-9]/.test(expected) ? say.none : money(expected)}{" "}
          {at !== null && (
            <>
              {MONEY.expected} <Time at={at} timezone={timezone} style="day" />
            </>
          )}
        </dd>
      </dl>
      {why_not !== undefined && (
        <Notice tone="note" title={MONEY.why_not}>
          {why_not.detail}
        </Notice>
      )}
      {missing_details === true && (
        <Notice tone="warn">{MONEY.missing_details}</Notice>
      )}
    </div>
  );
}

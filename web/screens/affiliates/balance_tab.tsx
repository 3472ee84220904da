import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { Money, Time } from "../../ui/figures.tsx";
import { Empty, Failed, Notice, Shape } from "../../ui/notice.tsx";
import { PaidTo } from "../money/paid_to.tsx";

type Balance = Schema<"AffiliateBalance">["data"][number];

/** An affiliate's earnings, and where they are sent. */
export function BalanceTab({ affiliate_id }: { affiliate_id: number }) {
  return (
    <div class="stack">
      <Balances affiliate_id={affiliate_id} />
      <PaidTo affiliate_id={affiliate_id} />
    </div>
  );
}

/** Amounts, when they are payable, and why not yet. */
function Balances({ affiliate_id }: { affiliate_id: number }) {
  const path = { id: String(affiliate_id) };
  const asked = useAsked(`balance ${affiliate_id}`, (signal) =>
    ok(
      api.GET("/api/v1/affiliates/{id}/balance", {
        params: { path },
        signal,
      }),
    ),
  );
  const { data, error, reload } = asked;
  if (error !== undefined) return <Failed error={error} retry={reload} />;
  if (data === undefined) return <Shape lines={6} />;
  if (data.data.length === 0) {
    return (
      <Empty>
        <p>{NET.balance_none}</p>
      </Empty>
    );
  }
  return (
    <div class="stack">
      {data.data.map((balance) => (
        <BalanceIn key={balance.currency} balance={balance} />
      ))}
    </div>
  );
}

function BalanceIn({ balance }: { balance: Balance }) {
  const { currency, on_hold, next_payment, next_run } = balance;
  const timezone = useTimezone();
  return (
    <section class="panel stack">
      <h2>{currency}</h2>
      <dl class="tiles">
        {(["pending", "payable", "in_payments", "paid"] as const).map(
          (name) => (
            <div key={name} class="tile">
              <dt>{NET.balances[name]}</dt>
              <dd class="figure">
                <Money amount={balance[name]} currency={currency} />
              </dd>
            </div>
          ),
        )}
      </dl>
      {on_hold.length > 0 && (
        <ul>
          {on_hold.map(({ until, amount }) => (
            <li key={until} class="row">
              <Money amount={amount} currency={currency} /> {NET.on_hold_until}{" "}
              <Time at={until} timezone={timezone} style="day" />
            </li>
          ))}
        </ul>
      )}
      <p class="row">
        {NET.next_run} <Time at={next_run} timezone={timezone} style="day" />{" "}
        {NET.next_sum}{" "}
        <Money amount={next_payment.expected} currency={currency} />
      </p>
      {next_payment.why_not !== undefined && (
        <Notice tone="warn">{next_payment.why_not.detail}</Notice>
      )}
    </section>
  );
}

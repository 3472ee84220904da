import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { EARNINGS } from "../../messages/earnings.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { CopyButton } from "../../ui/button.tsx";
import { Money, Time, withLocalTimes } from "../../ui/figures.tsx";
import { Empty, Notice } from "../../ui/notice.tsx";
import { curlOf } from "../../api/curl.ts";
import { sumOf } from "../money/vat.ts";
import { Shown, usePartyId } from "../own/shown.tsx";

interface Of {
  of: Schema<"AffiliateBalance">["data"][number];
}

/** An affiliate's own balance, when it is payable, and the next payment. */
export function Balance() {
  const id = usePartyId();
  const timezone = useTimezone();
  const asked = useAsked(id, (signal) =>
    ok(
      api.GET("/api/v1/affiliates/{id}/balance", {
        params: { path: { id } },
        signal,
      }),
    ),
  );
  return (
    <Shown asked={asked}>
      {({ data, as_of }) => (
        <>
          {data.length === 0 && (
            <Empty>
              <p>{EARNINGS.balance_none}</p>
              <a href="/app/offers">{say.places.offers}</a>
            </Empty>
          )}
          {data.map((one) => (
            <OneCurrency key={one.currency} of={one} />
          ))}
          <p class="row quiet">
            {EARNINGS.as_of} <Time at={as_of} timezone={timezone} />
            {timezone}
            <CopyButton
              label={say.copy_as_curl}
              text={() => curlOf(`/api/v1/affiliates/${id}/balance`)}
            />
          </p>
        </>
      )}
    </Shown>
  );
}

function OneCurrency({ of }: Of) {
  const { currency } = of;
  return (
    <section class="stack" aria-label={currency}>
      <h2>{currency}</h2>
      <dl class="tiles">
        <Figure of={of} name="pending" />
        <Held of={of} />
        <RiskHeld of={of} />
        <Figure of={of} name="payable" />
        <Figure of={of} name="in_payments" />
        <Figure of={of} name="paid" />
      </dl>
      <NextPayment of={of} />
    </section>
  );
}

/** The money that is approved and not payable yet: all of it, and from which day how much. */
function Held({ of: { currency, on_hold } }: Of) {
  const amounts = on_hold.map(({ amount }) => amount);
  const [first, ...more] = on_hold;
  return (
    <div class="panel tile">
      <dt>{EARNINGS.on_hold}</dt>
      <dd class="figure">
        <a href={entriesOf("on_hold", currency)}>
          <Money
            amount={sumOf(amounts, amounts[0] ?? "0.00")}
            currency={currency}
          />
        </a>
      </dd>
      <dd class="quiet">
        {first === undefined ? (
          EARNINGS.on_hold_none
        ) : (
          <>
            {EARNINGS.until} <span class="number">{first.until}</span>
          </>
        )}
      </dd>
      {more.map(({ until, amount }) => (
        <dd class="quiet" key={until}>
          <Money amount={amount} currency={currency} /> {EARNINGS.from} {until}
        </dd>
      ))}
    </div>
  );
}

/** The money that would be payable if it weren't held for its risk, if there is any. */
function RiskHeld({ of: { currency, risk_held } }: Of) {
  if (Number(risk_held) === 0) return null;
  return (
    <div class="panel tile">
      <dt>{EARNINGS.risk_held}</dt>
      <dd class="figure">
        <Money amount={risk_held} currency={currency} />
      </dd>
      <dd class="quiet">{EARNINGS.risk_held_means}</dd>
    </div>
  );
}

function entriesOf(figure: string, currency: string): string {
  return `/app/my/earnings?${new URLSearchParams({ tab: "entries", figure, currency })}`;
}

/** A figure of the balance, which leads to the entries that it is the sum of. */
function Figure({
  of,
  name,
}: Of & {
  name: "pending" | "payable" | "in_payments" | "paid";
}) {
  const { currency } = of;
  return (
    <div class="panel tile">
      <dt>{EARNINGS[name]}</dt>
      <dd class="figure">
        <a href={entriesOf(name, currency)}>
          <Money amount={of[name]} currency={currency} />
        </a>
      </dd>
      <dd class="quiet">{EARNINGS[`${name}_means`]}</dd>
    </div>
  );
}

function NextPayment({ of: { currency, payable, next_payment } }: Of) {
  const timezone = useTimezone();
  const { at, expected, why_not, missing_details } = next_payment;
  const is_by_hand = why_not?.code === "no_schedule";
  return (
    <section class="panel stack-close">
      <h3>{EARNINGS.next}</h3>
      <dl class="facts">
        <dt>{EARNINGS.next_at}</dt>
        <dd>
          {at === null ? (
            is_by_hand ? (
              EARNINGS.by_hand
            ) : (
              EARNINGS.no_time
            )
          ) : (
            <Time at={at} timezone={timezone} style="day" />
          )}
        </dd>
        <dt>{EARNINGS.next_expected}</dt>
        <dd>
          <Money amount={is_by_hand ? payable : expected} currency={currency} />{" "}
          {is_by_hand && <span class="quiet">{EARNINGS.by_hand_expected}</span>}
        </dd>
        {why_not !== undefined && !is_by_hand && (
          <>
            <dt>{at === null ? EARNINGS.no_day : EARNINGS.why_not}</dt>
            <dd>
              {EARNINGS.why[why_not.code as keyof typeof EARNINGS.why] ??
                withLocalTimes(why_not.detail, timezone)}
            </dd>
          </>
        )}
      </dl>
      {missing_details === true && (
        <Notice tone="warn">
          <a href="/app/my/earnings?tab=details">{EARNINGS.missing_details}</a>
        </Notice>
      )}
    </section>
  );
}

import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { EARNINGS } from "../../messages/earnings.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { CopyButton } from "../../ui/button.tsx";
import { Money, Time } from "../../ui/figures.tsx";
import { Empty, Notice } from "../../ui/notice.tsx";
import { curlOf } from "../../api/curl.ts";
import { Shown, usePartyId } from "../own/shown.tsx";

type OfCurrency = Schema<"AffiliateBalance">["data"][number];

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

function OneCurrency({ of }: { of: OfCurrency }) {
  const timezone = useTimezone();
  const { currency, on_hold, next_payment } = of;
  return (
    <section class="stack" aria-label={currency}>
      <h2>{currency}</h2>
      <dl class="tiles">
        <Figure of={of} name="pending" />
        {on_hold.map(({ until, amount }) => (
          <div class="panel tile" key={until}>
            <dt>{EARNINGS.on_hold}</dt>
            <dd class="figure">
              <a
                href={`/app/my/earnings?tab=entries&figure=on_hold&currency=${currency}`}
              >
                <Money amount={amount} currency={currency} />
              </a>
            </dd>
            <dd class="quiet">
              {EARNINGS.until}{" "}
              <Time at={until} timezone={timezone} style="day" />
            </dd>
          </div>
        ))}
        <Figure of={of} name="payable" />
        <Figure of={of} name="in_payments" />
        <Figure of={of} name="paid" />
      </dl>
      <NextPayment next={next_payment} currency={currency} />
    </section>
  );
}

/** A figure of the balance, which leads to the entries that it is the sum of. */
function Figure({
  of,
  name,
}: {
  of: OfCurrency;
  name: "pending" | "payable" | "in_payments" | "paid";
}) {
  const { currency } = of;
  const entries = `tab=entries&figure=${name}&currency=${currency}`;
  return (
    <div class="panel tile">
      <dt>{EARNINGS[name]}</dt>
      <dd class="figure">
        <a href={`/app/my/earnings?${entries}`}>
          <Money amount={of[name]} currency={currency} />
        </a>
      </dd>
      <dd class="quiet">{EARNINGS[`${name}_means`]}</dd>
    </div>
  );
}

function NextPayment({
  next: { at, expected, why_not, missing_details },
  currency,
}: {
  next: Schema<"NextPayment">;
  currency: string;
}) {
  const timezone = useTimezone();
  return (
    <section class="panel stack-close">
      <h3>{EARNINGS.next}</h3>
      <dl class="facts">
        <dt>{EARNINGS.next_at}</dt>
        <dd>
          {at === null ? (
            EARNINGS.no_time
          ) : (
            <Time at={at} timezone={timezone} style="day" />
          )}
        </dd>
        {(at !== null || /[1-9]/.test(expected)) && (
          <>
            <dt>{EARNINGS.next_expected}</dt>
            <dd>
              <Money amount={expected} currency={currency} />
            </dd>
          </>
        )}
        {why_not !== undefined && (
          <>
            <dt>{at === null ? EARNINGS.no_day : EARNINGS.why_not}</dt>
            <dd>{why_not.detail}</dd>
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

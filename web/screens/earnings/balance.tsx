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

const FIGURES = ["pending", "payable", "in_payments", "paid"] as const;

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
        {FIGURES.map((name) => (
          <div class="panel tile" key={name}>
            <dt>{EARNINGS[name]}</dt>
            <dd class="figure">
              <a href={`/app/my/earnings?tab=entries&figure=${name}`}>
                <Money amount={of[name]} currency={currency} />
              </a>
            </dd>
            <dd class="quiet">{EARNINGS[`${name}_means`]}</dd>
          </div>
        ))}
        {on_hold.map(({ until, amount }) => (
          <div class="panel tile" key={until}>
            <dt>{EARNINGS.on_hold}</dt>
            <dd class="figure">
              <Money amount={amount} currency={currency} />
            </dd>
            <dd class="quiet">
              {EARNINGS.until}{" "}
              <Time at={until} timezone={timezone} style="day" />
            </dd>
          </div>
        ))}
      </dl>
      <NextPayment next={next_payment} currency={currency} />
    </section>
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
        <dt>{EARNINGS.next_expected}</dt>
        <dd>
          <Money amount={expected} currency={currency} />
        </dd>
        {why_not !== undefined && (
          <>
            <dt>{EARNINGS.why_not}</dt>
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

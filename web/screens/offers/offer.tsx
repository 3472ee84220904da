import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { PROMOTING } from "../../messages/promoting.ts";
import type { ScreenProps } from "../screens.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { Time } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { payoutInWords } from "../own/payout.ts";
import { Shown } from "../own/shown.tsx";
import { ApplyOrAccept } from "./apply.tsx";
import { Bar } from "./bar.tsx";
import { LinkBuilder } from "./link_builder.tsx";
import { LinksOf } from "./links_of.tsx";
import { Standing } from "./standing.tsx";

type Offer = Schema<"Offer">;

/** An offer: what it pays, its terms, and the affiliate's links for it. */
export function OfferScreen({ parts }: ScreenProps) {
  const id = parts["id"] ?? "";
  const asked = useAsked(id, (signal) =>
    ok(api.GET("/api/v1/offers/{id}", { params: { path: { id } }, signal })),
  );
  useTitle(asked.data?.name ?? PROMOTING.offer);
  return (
    <>
      <div class="screen-head">
        <h1>{asked.data?.name ?? PROMOTING.offer}</h1>
        {asked.data !== undefined && <Standing offer={asked.data} />}
      </div>
      <Shown asked={asked}>
        {(offer) => <Whole offer={offer} reload={asked.reload} />}
      </Shown>
    </>
  );
}

function Whole({ offer, reload }: { offer: Offer; reload(): void }) {
  const { description, why_not, may_promote, campaign_id } = offer;
  return (
    <>
      {description !== null && <p>{description}</p>}
      {why_not !== null && (
        <Notice tone="warn" title={PROMOTING.may_not}>
          {why_not}
        </Notice>
      )}
      <ApplyOrAccept offer={offer} onDone={reload} />
      <Prices offer={offer} />
      {may_promote && (
        <>
          <LinkBuilder offer={offer} />
          <LinksOf campaign_id={String(campaign_id)} />
        </>
      )}
      <div class="halves">
        <About offer={offer} />
        <Caps offer={offer} />
      </div>
      <Terms offer={offer} />
      <Creatives offer={offer} />
    </>
  );
}

function Prices({ offer: { goals, payout_currency } }: { offer: Offer }) {
  const timezone = useTimezone();
  return (
    <Table
      stacks
      caption={PROMOTING.prices}
      rows={goals}
      keyOf={({ key }) => key}
      columns={[
        { key: "goal", label: PROMOTING.goal, cell: ({ name }) => name },
        {
          key: "payout",
          label: PROMOTING.payout,
          cell: ({ payout, is_own_price, tiers, tier_progress }) => (
            <div class="stack-close">
              <strong>{payoutInWords(payout, payout_currency)}</strong>
              {is_own_price && <span class="quiet">{PROMOTING.own_price}</span>}
              {tiers?.steps.map(({ from, payout: then }) => (
                <span key={from} class="quiet">
                  {from}+: {payoutInWords(then, payout_currency)}
                </span>
              ))}
              {typeof tier_progress?.left === "string" && (
                <Bar
                  percent={tier_progress.percent}
                  label={PROMOTING.tier_left(tier_progress.left)}
                />
              )}
            </div>
          ),
        },
        {
          key: "state",
          label: PROMOTING.first_state,
          cell: ({ default_status }) => default_status,
        },
        {
          key: "hold",
          label: PROMOTING.hold,
          cell: ({ hold_days }) =>
            hold_days === 0
              ? PROMOTING.at_once
              : PROMOTING.hold_days(hold_days),
        },
        {
          key: "since",
          label: PROMOTING.since,
          cell: ({ valid_from }) => (
            <Time at={valid_from} timezone={timezone} style="day" />
          ),
        },
      ]}
    />
  );
}

function About({ offer }: { offer: Offer }) {
  const timezone = useTimezone();
  const { targeting, lookback_days, starts_at, ends_at, advertiser } = offer;
  return (
    <section class="panel stack-close">
      <h2>{PROMOTING.about}</h2>
      <dl class="facts">
        {advertiser !== undefined && (
          <>
            <dt>{PROMOTING.shop}</dt>
            <dd>{advertiser}</dd>
          </>
        )}
        <dt>{PROMOTING.who_is_wanted}</dt>
        <dd>{targeting.text}</dd>
        <dt>{PROMOTING.lookback}</dt>
        <dd>{PROMOTING.after_click(lookback_days)}</dd>
        {starts_at !== null && (
          <>
            <dt>{PROMOTING.starts}</dt>
            <dd>
              <Time at={starts_at} timezone={timezone} />
            </dd>
          </>
        )}
        {ends_at !== null && (
          <>
            <dt>{PROMOTING.ends}</dt>
            <dd>
              <Time at={ends_at} timezone={timezone} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Caps({ offer: { caps } }: { offer: Offer }) {
  const timezone = useTimezone();
  return (
    <section class="panel stack-close">
      <h2>{PROMOTING.caps}</h2>
      {caps.length === 0 && <p class="quiet">{PROMOTING.caps_none}</p>}
      <ul class="stack">
        {caps.map(({ id, text, left_percent, resets_at }) => (
          <li key={id} class="stack-close">
            <p>{text}</p>
            <Bar percent={left_percent} />
            {resets_at !== null && (
              <p class="quiet">
                {PROMOTING.resets} <Time at={resets_at} timezone={timezone} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Terms({ offer: { terms } }: { offer: Offer }) {
  if (terms === null) return null;
  return (
    <section class="panel stack-close">
      <div class="row row-apart">
        <h2>{PROMOTING.terms}</h2>
        <span class="quiet">{PROMOTING.terms_version(terms.version)}</span>
      </div>
      <p class="as-written">{terms.text}</p>
    </section>
  );
}

function Creatives({ offer: { creatives } }: { offer: Offer }) {
  if (creatives.length === 0) return null;
  return (
    <section class="panel stack-close">
      <h2>{PROMOTING.creatives}</h2>
      <ul class="stack-close">
        {creatives.map(({ name, kind, url }) => (
          <li key={url} class="row">
            <a href={url} target="_blank" rel="noopener noreferrer">
              {name}
            </a>
            <span class="quiet">{kind}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

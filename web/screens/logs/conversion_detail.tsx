import { api, tagged } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { LOGS } from "../../messages/logs.ts";
import { useAsked } from "../../state/asked.ts";
import { useMe, useTimezone } from "../../state/session.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Money, Time } from "../../ui/figures.tsx";
import { Shown } from "../own/shown.tsx";
import { ChangeConversion } from "./change_conversion.tsx";
import { ConversionRisk } from "./conversion_risk.tsx";
import { reasonInWords, State } from "./log_columns.tsx";

type Whole = Schema<"ConversionWithHistory">;

const MONEY = ["amount", "revenue", "payout"] as const;

/** A conversion: its money, what happened to it, and what was sent about it. */
export function ConversionDetail({ id }: { id: string }) {
  const { party } = useMe();
  const asked = useAsked(id, (signal) =>
    tagged(
      api.GET("/api/v1/conversions/{id}", {
        params: { path: { id } },
        signal,
      }),
    ),
  );
  return (
    <Shown asked={asked} lines={8}>
      {(read) => {
        const conversion = read.value;
        const { history, postbacks, ...fields } = conversion;
        return (
          <>
            <Head conversion={conversion} />
            <ConversionRisk
              risk={conversion.risk}
              is_own={party?.kind === "affiliate"}
            />
            {party === null && (
              <ChangeConversion
                key={read.etag}
                read={read}
                onChanged={asked.reload}
              />
            )}
            <History history={history} currency={conversion.currency} />
            {party?.kind !== "affiliate" && <CameBy postbacks={postbacks} />}
            {party?.kind !== "advertiser" && (
              <p>
                <a href={`/app/deliveries?conversion_id=${id}`}>
                  {party === null ? LOGS.told : LOGS.told_you}
                </a>
              </p>
            )}
            <details>
              <summary>{LOGS.all_fields}</summary>
              <Facts of={fields} />
            </details>
          </>
        );
      }}
    </Shown>
  );
}

function Head({ conversion }: { conversion: Whole }) {
  const { status, reason, click_id, order_id, currency } = conversion;
  return (
    <>
      <p class="row">
        <State state={status} />
        {reasonInWords({ status, reason })}
      </p>
      <dl class="facts">
        {MONEY.filter((name) => name in conversion).map((name) => (
          <div key={name} class="facts-pair">
            <dt>{LOGS[name]}</dt>
            <dd>
              <Money amount={conversion[name]} currency={currency} />
            </dd>
          </div>
        ))}
        <dt>{LOGS.order}</dt>
        <dd>{order_id}</dd>
        <dt>{LOGS.click}</dt>
        <dd>
          {click_id !== null && (
            <a href={`/app/clicks?open=${click_id}`}>
              <code>{click_id}</code>
            </a>
          )}
        </dd>
      </dl>
    </>
  );
}

function History({ history, currency }: Pick<Whole, "history" | "currency">) {
  const timezone = useTimezone();
  return (
    <>
      <h3>{LOGS.history}</h3>
      <ol class="timeline">
        {history.map((step) => (
          <li key={step.version} class="stack-close">
            <div class="row">
              <State state={step.status} />
              <Time at={step.changed_at} timezone={timezone} style="second" />
              <span class="quiet">{step.origin}</span>
            </div>
            <StepReason of={step} />
            <p class="row">
              {MONEY.filter((name) => name in step).map((name) => (
                <span key={name}>
                  <span class="quiet">{LOGS[name]}</span>{" "}
                  <Money amount={step[name]} currency={currency} />
                </span>
              ))}
            </p>
            {typeof step.made_by_name === "string" && (
              <p class="quiet">
                {LOGS.by} {step.made_by_name}
              </p>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function StepReason({ of }: { of: Whole["history"][number] }) {
  const words = of.why ?? reasonInWords(of);
  return words === null ? null : <p>{words}</p>;
}

function CameBy({ postbacks }: Pick<Whole, "postbacks">) {
  const timezone = useTimezone();
  if (postbacks.length === 0) return null;
  return (
    <>
      <h3>{LOGS.came_by}</h3>
      <ul class="stack-close">
        {postbacks.map(({ id, received_at, outcome, http_status }) => (
          <li key={id} class="row">
            <State state={outcome} is_bad={http_status >= 400} />
            <a href={`/app/postbacks/${id}`}>
              <Time at={received_at} timezone={timezone} style="second" />
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

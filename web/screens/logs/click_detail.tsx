import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { LOGS } from "../../messages/logs.ts";
import { useAsked } from "../../state/asked.ts";
import { isOffice, useMe, useTimezone } from "../../state/session.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Time } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Ask } from "../network/ask.tsx";
import { useGoalNames } from "../own/goal_names.ts";
import { Shown } from "../own/shown.tsx";
import { Verdict } from "./clicks.tsx";
import { State } from "./log_columns.tsx";

/** A click with all that was seen, and what came of it. */
export function ClickDetail({ id }: { id: string }) {
  const me = useMe();
  const asked = useAsked(id, (signal) =>
    ok(api.GET("/api/v1/clicks/{id}", { params: { path: { id } }, signal })),
  );
  return (
    <Shown asked={asked} lines={8}>
      {(click) => (
        <>
          {"verdict" in click ? (
            <p class="row">
              <Verdict verdict={click.verdict} />
              <span class="quiet">{click.marks.join(", ")}</span>
            </p>
          ) : (
            <Notice>{LOGS.not_stored}</Notice>
          )}
          <h3>{LOGS.conversions_of}</h3>
          <ConversionsOf click={click} />
          {isOffice(me) && "verdict" in click && (
            <Forget id={id} onDone={asked.reload} />
          )}
          <details open>
            <summary>{LOGS.all_fields}</summary>
            <Facts of={withoutConversions(click)} />
          </details>
        </>
      )}
    </Shown>
  );
}

/** Removes what is known of a click's visitor. */
function Forget({ id, onDone }: { id: string; onDone(): void }) {
  const [is_done, setDone] = useState(false);
  const forget = async () => {
    const params = { path: { id } };
    await ok(api.DELETE("/api/v1/clicks/{id}/personal-data", { params }));
    setDone(true);
    onDone();
  };
  if (is_done) return <Notice tone="good">{LOGS.forgotten}</Notice>;
  return (
    <div>
      <Ask
        label={LOGS.forget}
        title={LOGS.forget}
        happens={LOGS.forget_happens}
        agree={LOGS.forget}
        kind="danger"
        work={forget}
      />
    </div>
  );
}

type WithConversions = Schema<"ClickWithConversions">;

function withoutConversions({ conversions: _, ...click }: WithConversions) {
  return click;
}

function ConversionsOf({
  click: { conversions, campaign_id },
}: {
  click: Pick<WithConversions, "conversions" | "campaign_id">;
}) {
  const timezone = useTimezone();
  const goalOf = useGoalNames();
  if (conversions.length === 0) {
    return <p class="quiet">{LOGS.no_conversions}</p>;
  }
  return (
    <ul class="stack-close">
      {conversions.map(({ id, status, recorded_at, ...sale }) => (
        <li key={id} class="row">
          <State state={status} />
          <Time at={recorded_at} timezone={timezone} style="second" />
          <a href={`/app/conversions?open=${id}`}>
            {sale.order_id ??
              goalOf(campaign_id, sale.goal_key) ??
              sale.goal_key}
          </a>
        </li>
      ))}
    </ul>
  );
}

import type { ComponentChildren } from "preact";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import { useTimezone } from "../../state/session.tsx";
import { Money, Time } from "../../ui/figures.tsx";
import { differencesOf } from "./sides.ts";
import type { Part } from "./sides.ts";

type Break = Schema<"Break">;

/** Our conversion of a break, line by line beside the statement's row. */
export function Ours({ of }: { of: Break }) {
  const timezone = useTimezone();
  const { ours } = of;
  if (ours === null) return <NotThere>{RECONCILING.not_ours}</NotThere>;
  const { conversion_id, order_id, status, at, counted, currency } = ours;
  return (
    <Lines
      differ={differencesOf(of)}
      order={
        <a href={`/app/story?q=${conversion_id}`}>
          {order_id ?? <code class="number">{conversion_id.slice(0, 8)}</code>}
        </a>
      }
      money={<Money amount={counted} currency={currency} />}
      status={status}
      time={<Time at={at} timezone={timezone} />}
    />
  );
}

/** The statement's row of a break, line by line beside our conversion. */
export function Theirs({ of }: { of: Break }) {
  const timezone = useTimezone();
  const { theirs } = of;
  if (theirs === null) return <NotThere>{RECONCILING.not_theirs}</NotThere>;
  const { row_no, order_id, status, said_status, written_at } = theirs;
  return (
    <Lines
      differ={differencesOf(of)}
      order={
        <>
          {order_id ?? say.none}{" "}
          <span class="quiet">{RECONCILING.row_number(row_no)}</span>
        </>
      }
      money={<Money amount={theirs.counted} currency={theirs.currency ?? ""} />}
      status={
        <>
          {status ?? say.none}
          {said_status !== null && said_status !== status && (
            <span class="quiet"> “{said_status}”</span>
          )}
        </>
      }
      time={<Time at={written_at} timezone={timezone} />}
    />
  );
}

function NotThere({ children }: { children: ComponentChildren }) {
  return <p class="counted-missing">{children}</p>;
}

/** The parts of a side, each on its line; what differs is marked by a sign, too. */
function Lines({
  differ,
  ...parts
}: { differ: ReadonlySet<Part> } & Record<Part, ComponentChildren>) {
  const names = ["order", "money", "status", "time"] as const;
  return (
    <ul class="counted">
      {names.map((name) => (
        <li key={name} data-differs={differ.has(name) || undefined}>
          {differ.has(name) && (
            <>
              <span aria-hidden="true">≠ </span>
              <span class="unseen">{RECONCILING.differs[name]} </span>
            </>
          )}
          {parts[name]}
        </li>
      ))}
    </ul>
  );
}

import { FRAME } from "../messages/frame.ts";
import { say } from "../messages/en.ts";
import { useAsked } from "../state/asked.ts";
import { useTimezone } from "../state/session.tsx";
import { useEvery } from "../state/use_every.ts";
import { Time } from "../ui/figures.tsx";
import { Icon } from "../ui/icon.tsx";
import { Badge, Failed, Shape } from "../ui/notice.tsx";
import { Menu } from "../ui/overlay.tsx";
import { incidentAt, placeOf } from "./incident_place.ts";
import { readRings } from "./read_rings.ts";

const SHOWN = 20;
const ASKED_EVERY_MS = 60_000;

/** How much rings, and on a click what. */
export function Bell() {
  const timezone = useTimezone();
  const { data, error, reload } = useAsked("bell", readRings);
  useEvery(ASKED_EVERY_MS, reload);
  const rings = data?.rings ?? [];
  const count = `${rings.length}${data?.has_more ? "+" : ""}`;
  return (
    <Menu
      label={
        <>
          <Icon name="bell" />
          <span class="unseen">{say.bells}: </span>
          {rings.length > 0 && (
            <span class="count">
              {count}
              <span class="unseen"> {FRAME.bell_count("").trim()}</span>
            </span>
          )}
        </>
      }
    >
      <h2>{say.bells}</h2>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape />
      ) : rings.length === 0 ? (
        <p class="quiet">{say.bells_none}</p>
      ) : (
        <ul class="stack rings">
          {rings.slice(0, SHOWN).map((one) => (
            <li key={one.id} class="stack-close">
              <div class="row">
                <Badge tone="warn">{one.bell}</Badge>
                <span class="quiet">
                  {FRAME.bell_since}{" "}
                  <Time at={one.opened_at} timezone={timezone} />
                </span>
              </div>
              <a href={incidentAt(one)}>{one.text}</a>
              <a href={placeOf(one)}>
                {FRAME.bell_where}
                <span class="unseen">: {one.subject}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      <a href="/app/settings/bells">{FRAME.bell_all}</a>
    </Menu>
  );
}

import { TODAY } from "../../messages/today.ts";
import { useAsked } from "../../state/asked.ts";
import { isOffice, isWhole, useMe, useTimezone } from "../../state/session.tsx";
import type { Me } from "../../state/session.tsx";
import { trackerNow } from "../../state/tracker_clock.ts";
import { useEvery } from "../../state/use_every.ts";
import { Badge, Failed, Notice, Shape } from "../../ui/notice.tsx";
import { readNeeds } from "./needs.ts";
import type { ReadNeeds } from "./needs.ts";
import type { Need } from "./need.ts";
import { readAdvertiserNeeds, readAffiliateNeeds } from "./own_needs.ts";

const ASKED_EVERY_MS = 60_000;

/** Each thing that waits for somebody, with the way to decide it. */
export function NeedsPerson() {
  const me = useMe();
  const timezone = useTimezone();
  const asked = useAsked(`needs ${timezone}`, (signal) =>
    readFor(me, timezone, signal),
  );
  const { data, error, reload } = asked;
  useEvery(ASKED_EVERY_MS, reload);
  const title = isOffice(me) ? TODAY.person : TODAY.you;
  return (
    <section class="panel stack" aria-label={title}>
      <h2>{title}</h2>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape lines={4} />
      ) : data.needs.length === 0 ? (
        <p class="quiet">{isOffice(me) ? TODAY.person_none : TODAY.you_none}</p>
      ) : (
        <ul class="needs">
          {data.needs.map((need) => (
            <NeedRow key={need.key} need={need} />
          ))}
        </ul>
      )}
      {data !== undefined && data.unread.length > 0 && (
        <Notice tone="warn">
          {TODAY.need_unread} {[...new Set(data.unread)].join(" ")}
        </Notice>
      )}
    </section>
  );
}

async function readFor(
  me: Me,
  timezone: string,
  signal: AbortSignal,
): Promise<ReadNeeds> {
  if (isOffice(me)) return await readNeeds(isWhole(me), signal);
  const now_ms = trackerNow().getTime();
  const asking = { id: String(me.party?.id ?? 0), now_ms, timezone, signal };
  return me.role === "affiliate"
    ? await readAffiliateNeeds(asking)
    : await readAdvertiserNeeds(asking);
}

function NeedRow({
  need: { count, text, tone, href, about, verb },
}: {
  need: Need;
}) {
  return (
    <li>
      <Badge tone={tone}>{count === "" ? "!" : count}</Badge>
      <span>{about === undefined ? text : <a href={about}>{text}</a>}</span>
      <a class="button" href={href}>
        {verb}
        <span class="unseen">: {text}</span>
      </a>
    </li>
  );
}

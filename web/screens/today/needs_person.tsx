import { TODAY } from "../../messages/today.ts";
import { useAsked } from "../../state/asked.ts";
import { isWhole, useMe } from "../../state/session.tsx";
import { useEvery } from "../../state/use_every.ts";
import { Badge, Failed, Notice, Shape } from "../../ui/notice.tsx";
import { readNeeds } from "./needs.ts";
import type { Need } from "./needs.ts";

const ASKED_EVERY_MS = 60_000;

/** Each thing that waits for somebody, with the way to decide it. */
export function NeedsPerson() {
  const is_whole = isWhole(useMe());
  const asked = useAsked("needs", (signal) => readNeeds(is_whole, signal));
  const { data, error, reload } = asked;
  useEvery(ASKED_EVERY_MS, reload);
  return (
    <section class="panel stack">
      <h2>{TODAY.person}</h2>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape lines={4} />
      ) : data.needs.length === 0 ? (
        <p class="quiet">{TODAY.person_none}</p>
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

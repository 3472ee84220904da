import { api, ok } from "../../api/client.ts";
import { TODAY } from "../../messages/today.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { Time } from "../../ui/figures.tsx";
import { Badge, Failed, Shape } from "../../ui/notice.tsx";

const SHOWN = 20;

/** What rings: each thing that waits for somebody. */
export function NeedsPerson() {
  const timezone = useTimezone();
  const { data, error, reload } = useAsked("incidents", (signal) => {
    const query = { state: "open", limit: String(SHOWN) } as const;
    return ok(api.GET("/api/v1/incidents", { params: { query }, signal }));
  });
  return (
    <section class="panel stack-close">
      <h2>{TODAY.person}</h2>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape />
      ) : data.data.length === 0 ? (
        <p class="quiet">{TODAY.person_none}</p>
      ) : (
        <ul class="stack">
          {data.data.map(({ id, bell, text, opened_at }) => (
            <li key={id} class="stack-close">
              <div class="row">
                <Badge tone="warn">{bell}</Badge>
                <span class="quiet">
                  {TODAY.since} <Time at={opened_at} timezone={timezone} />
                </span>
              </div>
              <p>{text}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import { SOURCE } from "../../messages/sources.ts";
import { useTimezone } from "../../state/session.tsx";
import { Time } from "../../ui/figures.tsx";
import { Ask } from "../network/ask.tsx";
import { OnceShown } from "../settings/once_shown.tsx";
import type { KeysProps } from "./keys.tsx";
import { OldOne, Replace } from "./replaced.tsx";

const AT = "/api/v1/advertisers/{id}/sources/{source_id}";

/** The token of a source. */
export function TokenPart({ source, path, reload }: KeysProps) {
  const timezone = useTimezone();
  const [made, setMade] = useState<string | null>(null);
  const { token, old_token } = source;
  const params = { path };
  const replace = async (keep_old_hours: number) => {
    const body = { keep_old_hours };
    const answer = await ok(api.POST(`${AT}/rotate-token`, { params, body }));
    setMade(answer.token);
    reload();
  };
  const end = async () => {
    await ok(api.DELETE(`${AT}/old-token`, { params }));
    reload();
  };
  return (
    <section class="panel stack">
      <h2>{SOURCE.token}</h2>
      <p>{SOURCE.token_text}</p>
      {token === null ? (
        <p class="quiet">{SOURCE.token_none}</p>
      ) : (
        <p class="row">
          <code>{token.masked}</code>
          <span class="quiet">
            {SOURCE.made_on}{" "}
            <Time at={token.created_at} timezone={timezone} style="day" />
          </span>
        </p>
      )}
      {made !== null && <OnceShown text={SOURCE.token_once} secret={made} />}
      <OldOne
        old={old_token}
        until={SOURCE.old_token}
        end={SOURCE.old_token_end}
        happens={SOURCE.old_token_happens}
        work={end}
      />
      {old_token === null && (
        <div>
          {token === null ? (
            <Ask
              label={SOURCE.token_make}
              title={SOURCE.token_make}
              happens={SOURCE.token_make_happens}
              agree={SOURCE.token_make}
              work={() => replace(0)}
            />
          ) : (
            <Replace
              label={SOURCE.token_replace}
              happens={SOURCE.token_happens}
              work={replace}
            />
          )}
        </div>
      )}
    </section>
  );
}

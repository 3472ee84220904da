import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import { SOURCE } from "../../messages/sources.ts";
import { CopyButton } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { KeysProps } from "./keys.tsx";
import { OldOne, Replace } from "./replaced.tsx";

const AT = "/api/v1/advertisers/{id}/sources/{source_id}";

/** The address with its key. */
export function AddressPart({ source, path, reload }: KeysProps) {
  const [is_replaced, setReplaced] = useState(false);
  const params = { path };
  const replace = async (keep_old_hours: number) => {
    await ok(
      api.POST(`${AT}/rotate-key`, { params, body: { keep_old_hours } }),
    );
    setReplaced(true);
    reload();
  };
  const end = async () => {
    await ok(api.DELETE(`${AT}/old-key`, { params }));
    reload();
  };
  return (
    <section class="panel stack">
      <h2>{SOURCE.address}</h2>
      <p>{SOURCE.address_text}</p>
      <p class="row">
        <code class="address">{source.url}</code>
        <CopyButton text={source.url} />
      </p>
      {is_replaced && <Notice tone="good">{SOURCE.key_replaced}</Notice>}
      <OldOne
        old={source.old_key}
        until={SOURCE.old_key}
        end={SOURCE.old_key_end}
        happens={SOURCE.old_key_happens}
        work={end}
      />
      {source.old_key === null && (
        <div>
          <Replace
            label={SOURCE.key_replace}
            happens={SOURCE.key_happens}
            work={replace}
          />
        </div>
      )}
    </section>
  );
}

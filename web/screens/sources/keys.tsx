import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import { SHOP } from "../../messages/shop.ts";
import { useTimezone } from "../../state/session.tsx";
import { CopyButton } from "../../ui/button.tsx";
import { Time } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Act } from "../../ui/act.tsx";
import type { SourceProps } from "./source.tsx";

const KEEP_OLD_HOURS = 48;

/** The address with its key, and signing secrets. */
export function Keys({ source, path, reload }: SourceProps) {
  const timezone = useTimezone();
  const [secret, setSecret] = useState<string | null>(null);
  const [is_rotated, setRotated] = useState(false);
  const params = { path };
  const rotate = async () => {
    const body = { keep_old_hours: KEEP_OLD_HOURS };
    await ok(
      api.POST("/api/v1/advertisers/{id}/sources/{source_id}/rotate-key", {
        params,
        body,
      }),
    );
    setRotated(true);
    reload();
  };
  const makeSecret = async () => {
    const made = await ok(
      api.POST("/api/v1/advertisers/{id}/sources/{source_id}/secrets", {
        params,
        body: {},
      }),
    );
    setSecret(made.secret);
    reload();
  };
  return (
    <div class="halves">
      <section class="panel stack">
        <h2>{SHOP.key}</h2>
        <p class="row">
          <code class="address">{source.url}</code>
          <CopyButton text={source.url} />
        </p>
        {source.old_key !== null && (
          <p class="quiet">
            {SHOP.old_key_until}{" "}
            <Time at={source.old_key.valid_until} timezone={timezone} />
          </p>
        )}
        <p>{SHOP.rotate_text}</p>
        <div>
          <Act work={rotate}>{SHOP.rotate}</Act>
        </div>
        {is_rotated && <Notice tone="good">{SHOP.rotated}</Notice>}
      </section>
      <section class="panel stack">
        <h2>{SHOP.secrets}</h2>
        {source.secrets.length === 0 && (
          <p class="quiet">{SHOP.secrets_none}</p>
        )}
        <ul class="stack-close">
          {source.secrets.map(({ id, masked, created_at }) => (
            <li key={id} class="row">
              <code>{masked}</code>
              <Time at={created_at} timezone={timezone} style="day" />
            </li>
          ))}
        </ul>
        {secret !== null && (
          <Notice tone="good" title={SHOP.secret_once}>
            <p class="row">
              <code>{secret}</code>
              <CopyButton text={secret} />
            </p>
          </Notice>
        )}
        <div>
          <Act work={makeSecret}>{SHOP.secret_make}</Act>
        </div>
      </section>
    </div>
  );
}

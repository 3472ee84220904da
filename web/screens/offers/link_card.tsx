import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { PROMOTING } from "../../messages/promoting.ts";
import { Button, CopyButton } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Act } from "../../ui/act.tsx";
import { WhereTo } from "../network/where_to.tsx";

type Link = Schema<"Link">;

/** A link: its address to copy, its code to scan, a click to try, and where it leads whom. */
export function LinkCard({ link }: { link: Link }) {
  const [is_qr, setQr] = useState(false);
  const [click, setClick] = useState<Schema<"MadeClick"> | null>(null);
  const params = { path: { id: String(link.id) } };
  const test = async () =>
    setClick(await ok(api.POST("/api/v1/links/{id}/test-click", { params })));
  return (
    <div class="stack">
      <div class="row">
        <code class="address">{link.url}</code>
        <CopyButton text={link.url} />
      </div>
      <div class="row">
        <Act work={test}>{PROMOTING.test}</Act>
        <Button aria-expanded={is_qr} onClick={() => setQr(!is_qr)}>
          {PROMOTING.qr}
        </Button>
      </div>
      {click !== null && (
        <Notice tone={click.url === null ? "warn" : "good"}>
          <p>
            {click.url === null
              ? PROMOTING.test_nowhere
              : PROMOTING.test_went(click.url)}
            {click.reason !== null && ` ${click.reason}`}
          </p>
          <a href={`/app/story?q=${click.click_id}`}>{PROMOTING.test_story}</a>
        </Notice>
      )}
      {is_qr && (
        <img
          class="qr"
          src={`/api/v1/links/${link.id}/qr`}
          alt={PROMOTING.qr_of(link.slug)}
          width="180"
          height="180"
        />
      )}
      <details>
        <summary>{PROMOTING.check}</summary>
        <WhereTo
          ask={(query) => {
            const path = { id: String(link.id) };
            return ok(
              api.GET("/api/v1/links/{id}/check", { params: { path, query } }),
            );
          }}
        />
      </details>
    </div>
  );
}

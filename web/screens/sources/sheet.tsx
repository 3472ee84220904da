import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import { SHOP } from "../../messages/shop.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { CopyButton } from "../../ui/button.tsx";
import { Time } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Act } from "../../ui/act.tsx";
import { Shown } from "../own/shown.tsx";
import { SheetView } from "./sheet_view.tsx";
import type { SourceProps } from "./source.tsx";

/** The sheet of a source, and links that show it to who has no sign-in. */
export function SheetOf({ path }: SourceProps) {
  const asked = useAsked(path.source_id, (signal) =>
    ok(
      api.GET("/api/v1/advertisers/{id}/sources/{source_id}/sheet", {
        params: { path },
        signal,
      }),
    ),
  );
  return (
    <>
      <SheetLinks path={path} />
      <Shown asked={asked}>{(sheet) => <SheetView sheet={sheet} />}</Shown>
    </>
  );
}

function SheetLinks({ path }: Pick<SourceProps, "path">) {
  const timezone = useTimezone();
  const [url, setUrl] = useState<string | null>(null);
  const at = "/api/v1/advertisers/{id}/sources/{source_id}/sheet/link";
  const asked = useAsked(path.source_id, (signal) =>
    ok(api.GET(at, { params: { path }, signal })),
  );
  const make = async () => {
    const made = await ok(api.POST(at, { params: { path }, body: {} }));
    setUrl(made.url);
    asked.reload();
  };
  const withdraw = async (id: number) => {
    const params = { path: { ...path, link_id: String(id) } };
    await ok(api.DELETE(`${at}/{link_id}`, { params }));
    asked.reload();
  };
  return (
    <section class="panel stack">
      <h2>{SHOP.sheet_for}</h2>
      <p>{SHOP.sheet_link_text}</p>
      <div>
        <Act kind="main" work={make}>
          {SHOP.sheet_link}
        </Act>
      </div>
      {url !== null && (
        <Notice tone="good" title={SHOP.sheet_link_made}>
          <p class="row">
            <a href={url}>{url}</a>
            <CopyButton text={url} />
          </p>
        </Notice>
      )}
      <details>
        <summary>{SHOP.sheet_links}</summary>
        <Shown asked={asked} lines={1}>
          {({ data }) =>
            data.length === 0 ? (
              <p class="quiet">{SHOP.sheet_links_none}</p>
            ) : (
              <ul class="stack-close">
                {data.map(({ id, created_at }) => (
                  <li key={id} class="row">
                    {SHOP.made_at} <Time at={created_at} timezone={timezone} />
                    <Act work={() => withdraw(id)}>{SHOP.withdraw}</Act>
                  </li>
                ))}
              </ul>
            )
          }
        </Shown>
      </details>
    </section>
  );
}

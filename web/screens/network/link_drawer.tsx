import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { PROMOTING } from "../../messages/promoting.ts";
import { CopyButton } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Act } from "../../ui/act.tsx";
import { Ask } from "./ask.tsx";
import { BringBack } from "./bring_back.tsx";
import { LinkSettings } from "./link_settings.tsx";
import { WhereTo } from "./where_to.tsx";

type Link = Schema<"Link">;

/** A link to hand over and to try out; an archived one is brought back. */
export function LinkDrawer(props: { link: Link; onChanged(): void }) {
  const { link, onChanged } = props;
  if (!link.archived) return <UsedLink {...props} />;
  return (
    <div class="stack">
      <code>{link.url}</code>
      <p>{NET.archived_lead}</p>
      <div>
        <a class="button" href={`/app/clicks?link_id=${link.id}`}>
          {NET.its_clicks}
        </a>
      </div>
      <BringBack link={link} by_network onDone={onChanged} />
    </div>
  );
}

function UsedLink({ link, onChanged }: { link: Link; onChanged(): void }) {
  const id = String(link.id);
  const change = async (body: { paused: boolean }) => {
    const params = { path: { id } };
    await ok(api.PATCH("/api/v1/links/{id}", { params, body }));
    onChanged();
  };
  const archive = async () => {
    await ok(api.DELETE("/api/v1/links/{id}", { params: { path: { id } } }));
    onChanged();
  };
  return (
    <div class="stack">
      <div class="row">
        <code>{link.url}</code>
        <CopyButton text={link.url} />
      </div>
      {link.deep_link !== null && (
        <p>
          {NET.leads_to} <code>{link.deep_link}</code>
        </p>
      )}
      <TestClick id={id} />
      <More link={link} onChanged={onChanged} />
      <img
        class="qr"
        src={`/api/v1/links/${id}/qr`}
        alt={NET.qr_of(link.url)}
      />
      <div class="row">
        <a class="button" href={`/app/clicks?link_id=${id}`}>
          {NET.its_clicks}
        </a>
        {link.paused ? (
          <Act work={() => change({ paused: false })}>{NET.start}</Act>
        ) : (
          <Ask
            label={NET.pause}
            title={NET.pause}
            happens={NET.pause_link_happens}
            agree={NET.pause}
            work={() => change({ paused: true })}
          />
        )}
        <Ask
          label={NET.archive}
          title={NET.archive}
          happens={NET.archive_link_happens}
          agree={NET.archive}
          kind="danger"
          work={archive}
        />
      </div>
    </div>
  );
}

/** Where a link leads whom, and its settings. */
function More({ link, onChanged }: { link: Link; onChanged(): void }) {
  const id = String(link.id);
  return (
    <>
      <details>
        <summary>{PROMOTING.check}</summary>
        <WhereTo
          ask={(visitor) => {
            const body = { slug: link.slug, ...visitor };
            return ok(api.POST("/api/v1/sandbox/click", { body }));
          }}
        />
      </details>
      <details>
        <summary>{NET.settings}</summary>
        <LinkSettings key={id} id={id} onChanged={onChanged} />
      </details>
    </>
  );
}

/** Sends a visitor that isn't counted, and says where it went. */
function TestClick({ id }: { id: string }) {
  const [made, setMade] = useState<Schema<"MadeClick"> | null>(null);
  const send = async () => {
    setMade(null);
    const params = { path: { id } };
    setMade(await ok(api.POST("/api/v1/links/{id}/test-click", { params })));
  };
  return (
    <div class="stack-close">
      <div class="row">
        <Act kind="main" work={send}>
          {NET.test_click}
        </Act>
      </div>
      {made !== null && (
        <Notice tone={made.url === null ? "warn" : "good"}>
          <p>
            {NET.test_click_went(made.url ?? NET.nowhere, made.reason ?? "")}
          </p>
          <a href={`/app/story?q=${made.click_id}`}>{NET.its_story}</a>
        </Notice>
      )}
    </div>
  );
}

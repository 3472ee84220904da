import { useState } from "preact/hooks";
import { api, ok, tagged } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { DEBUG } from "../../messages/debugger.ts";
import { useAsked } from "../../state/asked.ts";
import { Notice } from "../../ui/notice.tsx";
import { Act } from "../../ui/act.tsx";
import { mergedMapping, renamed } from "./parameters.ts";
import type { Reading } from "./parameters.ts";
import { Verdicts } from "./verdicts.tsx";

type Whole = Schema<"PostbackWithTrace">;
type Tried = Schema<"TriedPostback">;

/** Judges the request as if it had been sent under the chosen names, and saves them. */
export function ReadDifferently({
  postback,
  reading,
  of: { source, has_source, save },
}: {
  postback: Whole;
  reading: Reading;
  of: MappedSource;
}) {
  const [tried, setTried] = useState<Tried | null>(null);
  const [is_saved, setSaved] = useState(false);
  const is_chosen = Object.keys(reading).length > 0;
  if (postback.cut !== null) return null;
  const attempt = async () =>
    setTried(await tryReading(postback, reading, source?.url));
  const keep = async () => {
    await save(reading);
    setSaved(true);
  };
  return (
    <section class="panel stack">
      <h3>{DEBUG.mapping_title}</h3>
      <p>{is_chosen ? DEBUG.mapping_text : DEBUG.mapping_none}</p>
      {is_chosen && (
        <ul>
          {Object.entries(reading).map(([name, meaning]) => (
            <li key={name}>{DEBUG.mapping_line(name, meaning)}</li>
          ))}
        </ul>
      )}
      {source?.require === "signature" && <p>{DEBUG.mapping_signed}</p>}
      <div class="row">
        <Act work={attempt} disabled={!is_chosen}>
          {DEBUG.mapping_try}
        </Act>
        {source !== undefined && (
          <Act work={keep} disabled={!is_chosen}>
            {DEBUG.mapping_save}
          </Act>
        )}
      </div>
      {!has_source && <p class="quiet">{DEBUG.no_source}</p>}
      {is_saved && <Notice tone="good">{DEBUG.mapping_saved}</Notice>}
      {tried !== null && (
        <Verdicts before={postback} after={tried.verdict} trace={tried.trace} />
      )}
    </section>
  );
}

/** The source of a postback, if it came to one, and the way to save a reading. */
type MappedSource = ReturnType<typeof useMappedSource>;

/** Reads the source that a postback came to; `save` puts a reading into its mapping. */
export function useMappedSource({ advertiser_id, source_id }: Whole) {
  const path = { id: String(advertiser_id), source_id: String(source_id) };
  const has_source = advertiser_id !== null && source_id !== null;
  const asked = useAsked(
    has_source ? `${advertiser_id} ${source_id}` : null,
    (signal) =>
      ok(
        api.GET("/api/v1/advertisers/{id}/sources/{source_id}", {
          params: { path },
          signal,
        }),
      ),
  );
  const source = asked.data;
  const save = async (reading: Reading) => {
    // The mapping of this moment: another may have changed it since the page was opened.
    const now = await tagged(
      api.GET("/api/v1/advertisers/{id}/sources/{source_id}", {
        params: { path },
      }),
    );
    await ok(
      api.PATCH("/api/v1/advertisers/{id}/sources/{source_id}", {
        params: { path, header: { "If-Match": now.etag } },
        body: { mapping: mergedMapping(now.value.mapping, reading) },
      }),
    );
    asked.reload();
  };
  return { source, has_source, save };
}

/** Sends a request to the sandbox under the chosen names. */
function tryReading(
  postback: Whole,
  reading: Reading,
  source_url: string | undefined,
): Promise<Tried> {
  const { query, body } = renamed(postback, reading);
  const address = source_url ?? postback.url.split("?")[0] ?? "";
  return ok(
    api.POST("/api/v1/sandbox/postback", {
      body: {
        method: postback.method === "POST" ? "POST" : "GET",
        url: query === "" ? address : `${address}?${query}`,
        ...(body !== undefined && { body }),
      },
    }),
  );
}

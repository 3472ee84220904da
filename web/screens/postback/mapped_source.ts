import { api, ok, tagged } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { useAsked } from "../../state/asked.ts";
import { mergedMapping } from "./parameters.ts";
import type { Reading } from "./parameters.ts";

/** Reads the source that a postback came to; `save` puts a reading into its mapping. */
export function useMappedSource({
  advertiser_id,
  source_id,
}: Pick<Schema<"Postback">, "advertiser_id" | "source_id">) {
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
  return { source: asked.data, has_source, save };
}

import { api, ok } from "../api/client.ts";
import { JOINING } from "../messages/joining.ts";
import { say } from "../messages/en.ts";
import { SheetView } from "../screens/sources/sheet_view.tsx";
import { useAsked } from "../state/asked.ts";
import { Failed, Notice, Shape } from "../ui/notice.tsx";
import { useTitle } from "../ui/title.ts";

/** `/s/…`: the sheet of a source, for a developer who has the link and nothing else. */
export function LinkedSheetPage() {
  const token = window.location.pathname.slice("/s/".length);
  const { data, error, reload } = useAsked(token, (signal) =>
    ok(
      api.GET("/s/{token}", {
        params: { path: { token } },
        headers: { accept: "application/json" },
        signal,
      }),
    ),
  );
  const title = JOINING.sheet_title(data?.source ?? null);
  useTitle(title);
  return (
    <main class="screen sheet-page">
      <p class="quiet">{say.app}</p>
      <h1>{title}</h1>
      {error?.status === 404 ? (
        <Notice tone="warn">{JOINING.sheet_none}</Notice>
      ) : error !== undefined ? (
        <Failed error={error} retry={reload} />
      ) : data === undefined ? (
        <Shape lines={8} />
      ) : (
        <>
          <p>{JOINING.sheet_lead}</p>
          <Notice>{JOINING.sheet_key}</Notice>
          <SheetView sheet={data} />
        </>
      )}
    </main>
  );
}

import { api, ApiError, ok } from "../../api/client.ts";
import { SYSTEM } from "../../messages/settings.ts";
import { useAsked } from "../../state/asked.ts";

/** Tasks whose key begins with the statement or file of sales that they work on. */
const OF_FILES = ["read_statement", "match_statement"];

/** The thing that a task works on, by its name; its key where it has none. */
export function TaskOf({ name, of }: { name: string; of: string }) {
  const [id = ""] = of.split(":");
  const is_file = OF_FILES.includes(name);
  const { data } = useAsked(is_file ? id : null, (signal) =>
    readFile(id, signal),
  );
  if (!is_file || data === undefined) return <>{of}</>;
  const { kind, statement } = data;
  const place = kind === "import" ? "imports" : "reconciliations";
  return (
    <a href={`/app/${place}/${id}`} title={of}>
      {statement?.file_name ?? SYSTEM.files[kind]}
    </a>
  );
}

async function readFile(id: string, signal: AbortSignal) {
  const params = { path: { id } };
  try {
    return await ok(
      api.GET("/api/v1/reconciliations/{id}", { params, signal }),
    );
  } catch (reason) {
    if (!(reason instanceof ApiError) || reason.status !== 404) throw reason;
    return await ok(api.GET("/api/v1/imports/{id}", { params, signal }));
  }
}

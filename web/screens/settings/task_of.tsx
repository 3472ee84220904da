import { api, ok } from "../../api/client.ts";
import { SYSTEM } from "../../messages/settings.ts";
import { useAsked } from "../../state/asked.ts";

/** Tasks whose key begins with the statement or file of sales that they work on. */
const OF_FILES = ["read_statement", "match_statement"];
const FILES_READ = "100";

interface TaskFile {
  href: string;
  name: string;
}

/** The newest files that tasks work on, by their ids. */
export type TaskFiles = ReadonlyMap<string, TaskFile>;

/** Reads them when a task of a file is shown that is newer than before. */
export function useTaskFiles(
  tasks: readonly { name: string; key: string | null }[],
): TaskFiles {
  const newest = tasks.find(({ name }) => OF_FILES.includes(name));
  const { data } = useAsked(newest?.key ?? null, readFiles);
  return data ?? new Map();
}

async function readFiles(signal: AbortSignal): Promise<TaskFiles> {
  const asked = { params: { query: { limit: FILES_READ } }, signal };
  const pages = await Promise.all([
    ok(api.GET("/api/v1/reconciliations", asked)),
    ok(api.GET("/api/v1/imports", asked)),
  ]);
  return new Map(
    pages
      .flatMap(({ data }) => data)
      .map(({ id, kind, statement }) => [
        id,
        {
          href: `/app/${kind === "import" ? "imports" : "reconciliations"}/${id}`,
          name: statement?.file_name ?? SYSTEM.files[kind],
        },
      ]),
  );
}

/** The thing that a task works on, by its name; its key where it has none. */
export function TaskOf({ of, files }: { of: string; files: TaskFiles }) {
  const [id = ""] = of.split(":");
  const file = files.get(id);
  if (file === undefined) return <>{of}</>;
  return (
    <a href={file.href} title={of}>
      {file.name}
    </a>
  );
}

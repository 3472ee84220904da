import type { Page, PageRequest } from "../../modules/http/mod.ts";

const PAGE_SIZE = 500;

/** Prints a whole list, one line of JSON per item. */
export async function printPages(
  list: (page: PageRequest) => Promise<Page<{ id: string }>>,
): Promise<void> {
  for (let after: string | null = null; ;) {
    const { data, next_cursor } = await list({ limit: PAGE_SIZE, after });
    for (const row of data) console.log(JSON.stringify(row));
    if (next_cursor === null) return;
    after = data.at(-1)?.id ?? null;
  }
}

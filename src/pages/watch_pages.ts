import { watch } from "node:fs";
import { bundlePages, WEB } from "./bundle_pages.ts";
import type { Pages } from "./load_pages.ts";
import { PageAssets } from "./page_assets.ts";

/** Pages whose files are watched. */
export interface WatchedPages extends Pages {
  /** Calls back whenever a file was saved; returns a function that ends it. */
  onChange(changed: () => void): () => void;
  /** Aborted once the watch ends. */
  ended: AbortSignal;
  /** Ends the watch. */
  close(): void;
}

/**
 * Pages from source that are bundled anew after each save, for who works on them. A save that can't be
 * bundled is logged, and the pages stay as they were.
 */
export function watchPages(
  log: (line: string) => void,
  folder = WEB,
): WatchedPages {
  const ended = new AbortController();
  const listeners = new Set<() => void>();
  let made: Promise<PageAssets> | undefined;
  let last: PageAssets | undefined;
  const bundle = async () => {
    try {
      last = new PageAssets(await bundlePages({ folder, is_watched: true }));
    } catch (error) {
      log(`The pages can't be bundled: ${Bun.inspect(error)}`);
      if (last === undefined) throw error;
    }
    return last;
  };
  const watcher = watch(folder, { recursive: true }, () => {
    made = undefined;
    for (const changed of listeners) changed();
  });
  return {
    async load() {
      made ??= bundle();
      return await made;
    },
    onChange(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    ended: ended.signal,
    close() {
      watcher.close();
      ended.abort();
    },
  };
}

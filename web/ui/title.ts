import { useEffect } from "preact/hooks";
import { say } from "../messages/en.ts";

/** Sets the title of the browser's tab. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${say.app}`;
  }, [title]);
}

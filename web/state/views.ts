import { useState } from "preact/hooks";

/** A screen as somebody wants to see it again: a name, and the query of its address. */
interface View {
  name: string;
  query: string;
}

const KEY = "tallyho.views";

function readAll(): Record<string, View[]> {
  try {
    const text = localStorage.getItem(KEY) ?? "{}";
    return JSON.parse(text) as Record<string, View[]>;
  } catch {
    return {};
  }
}

/** The views of a screen that are kept on this device. */
export function useViews(path: string): {
  views: readonly View[];
  keep(view: View): void;
  drop(name: string): void;
} {
  const [views, setViews] = useState(() => readAll()[path] ?? []);
  const write = (next: View[]) => {
    setViews(next);
    try {
      localStorage.setItem(KEY, JSON.stringify({ ...readAll(), [path]: next }));
    } catch {
      // Kept for this page only.
    }
  };
  const others = (name: string) => views.filter((one) => one.name !== name);
  return {
    views,
    keep: (view) => write([...others(view.name), view]),
    drop: (name) => write(others(name)),
  };
}

import { useEffect, useState } from "preact/hooks";

/** Choices for all screens, kept on this device. */
export interface Choices {
  /** Null follows the device. */
  theme: "light" | "dark" | null;
  /** IANA name; null is the one of the account. */
  timezone: string | null;
  currency: string | null;
  period: string | null;
  /** Whether single keys do nothing. */
  are_keys_off: boolean;
}

const KEY = "tallyho.choices";
const NONE: Choices = {
  theme: null,
  timezone: null,
  currency: null,
  period: null,
  are_keys_off: false,
};
const listeners = new Set<(choices: Choices) => void>();
let chosen = readChoices();

function readChoices(): Choices {
  try {
    const text = localStorage.getItem(KEY);
    return { ...NONE, ...(JSON.parse(text ?? "{}") as Partial<Choices>) };
  } catch {
    return NONE;
  }
}

/** Changes choices, keeps them, and shows them everywhere. */
export function choose(changes: Partial<Choices>): void {
  chosen = { ...chosen, ...changes };
  try {
    localStorage.setItem(KEY, JSON.stringify(chosen));
  } catch {
    // Kept for this page only.
  }
  applyTheme();
  for (const listener of listeners) listener(chosen);
}

/** The choices, kept up to date. */
export function useChoices(): Choices {
  const [choices, setChoices] = useState(chosen);
  useEffect(() => {
    listeners.add(setChoices);
    return () => void listeners.delete(setChoices);
  }, []);
  return choices;
}

/** Puts the chosen theme on the page. */
export function applyTheme(): void {
  const { theme } = chosen;
  if (theme === null) delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

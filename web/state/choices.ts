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
let known: Choices | null = null;

/** The choices; a browser waits for what it kept when they are first read. */
function readChoices(): Choices {
  if (known !== null) return known;
  try {
    const text = localStorage.getItem(KEY);
    known = { ...NONE, ...(JSON.parse(text ?? "{}") as Partial<Choices>) };
  } catch {
    known = NONE;
  }
  return known;
}

/** Changes choices, keeps them, and shows them everywhere. */
export function choose(changes: Partial<Choices>): void {
  const chosen = { ...readChoices(), ...changes };
  known = chosen;
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
  const [choices, setChoices] = useState(readChoices);
  useEffect(() => {
    listeners.add(setChoices);
    return () => void listeners.delete(setChoices);
  }, []);
  return choices;
}

/** Puts the chosen theme on the page. */
export function applyTheme(): void {
  const { theme } = readChoices();
  if (theme === null) delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

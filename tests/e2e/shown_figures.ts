import type { Page } from "playwright-core";

/** Run in the page: its money and its counts. */
const SHOWN = `[...document.querySelectorAll("main .number")]
  .filter((one) => one.localName !== "time" && one.querySelector("time") === null)
  .map((one) => one.innerText)`;

/** The ledger's own screens: it has credits as negative sums, which people say without the sign. */
const LEDGER = /^\/app\/money(?:\/ledger)?$/;

const FIGURE = /^-?\d+(?:\.\d+)?(?: [A-Z]{3})?$/;

/**
 * Reads along what a page is answered; each call returns the figures that it shows and that no
 * answer since the last call has.
 */
export function watchFigures(page: Page): () => Promise<string[]> {
  const reading: Promise<unknown>[] = [];
  page.on("response", (response) => {
    const type = response.headers()["content-type"] ?? "";
    if (!type.includes("application/json")) return;
    // A page that is left takes its answers with it.
    reading.push(response.json().catch(() => null));
  });
  return async () => {
    const answered = new Set<string>();
    for (const body of await Promise.all(reading.splice(0))) {
      collect(body, answered);
    }
    const shown = await page.evaluate<string[]>(SHOWN);
    const { pathname } = new URL(page.url());
    const isAnswered = (amount: string) =>
      answered.has(amount) ||
      (LEDGER.test(pathname) && answered.has(negated(amount)));
    return shown
      .map((text) => text.replaceAll("\u202f", "").replace("−", "-").trim())
      .filter((text) => FIGURE.test(text))
      .filter((text) => !isAnswered(text.split(" ")[0] ?? ""))
      .map((text) => `no answer has ${text}`);
  };
}

function negated(amount: string): string {
  return amount.startsWith("-") ? amount.slice(1) : `-${amount}`;
}

/** Collects all numbers and decimal texts of a body. */
function collect(value: unknown, found: Set<string>): void {
  if (typeof value === "number") found.add(String(value));
  if (typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value)) {
    found.add(value);
  }
  if (typeof value !== "object" || value === null) return;
  for (const one of Object.values(value)) collect(one, found);
}

/** Escaped HTML. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | null | readonly Part[];

/** Builds HTML: escapes every value that isn't markup already. */
export function html(
  strings: TemplateStringsArray,
  ...parts: readonly Part[]
): Markup {
  const text = strings.map((literal, index) => {
    const part = parts[index];
    return part === undefined ? literal : literal + markupOf(part);
  });
  return new Markup(text.join(""));
}

/** A printable page without external resources. */
export function pageResponse(title: string, body: Markup): Response {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `;
  return new Response(page.text, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
    },
  });
}

/** Renders a table; amount columns are right-aligned. */
export function table(
  head: readonly { name: string; is_amount?: boolean }[],
  rows: readonly (readonly (string | number | null)[])[],
): Markup {
  const style = (index: number) =>
    new Markup(head[index]?.is_amount === true ? ' class="amount"' : "");
  return html`<table>
    <thead>
      <tr>
        ${head.map(({ name }, at) => html`<th${style(at)}>${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell, at) => html`<td${style(at)}>${cell}</td>`)}
          </tr> `,
      )}
    </tbody>
  </table>`;
}

/** Renders names with their values, omitting those without one. */
export function factList(facts: readonly [string, string | null][]) {
  const given = facts.filter(([, value]) => value !== null);
  return html`<dl>
    ${given.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd> `,
    )}
  </dl>`;
}

const STYLE = new Markup(`
body { font: 14px/1.45 system-ui, sans-serif; color: #111; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.5rem; }
dt { color: #555; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #ddd; vertical-align: top; overflow-wrap: anywhere; }
.amount { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead { display: table-header-group; } tr { break-inside: avoid; }
@page { margin: 18mm; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } }
`);

function markupOf(part: Part): string {
  if (part === null) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "string" || typeof part === "number") {
    return String(part).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
  }
  return part.map(markupOf).join("");
}

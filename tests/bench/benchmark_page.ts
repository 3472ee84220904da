const HEAD = `# Benchmarks

What \`bun run bench all\` measured; \`bun run bench all clicks\` measures one path anew. Rates on shared machines swing, CPU
per item and counts don't: compare within a table, not between machines.
`;

/** One bench as the page shows it. */
export interface Section {
  name: string;
  about: string;
  /** Its output. */
  output: string;
  /** Files of its curves, by their titles. */
  drawn: ReadonlyMap<string, string>;
  machine: string;
  /** `YYYY-MM-DD`. */
  date: string;
}

/** The Markdown of a section. */
export function section(given: Section): string {
  const { name, about, output, drawn, machine, date } = given;
  const images = [...drawn].map(([title, file]) => `![${title}](${file})`);
  return [
    `## ${name}`,
    "",
    about,
    "",
    `\`bun run bench ${name}\`, ${date}, on ${machine}:`,
    "",
    "```text",
    plain(output),
    "```",
    ...images.flatMap((image) => ["", image]),
    "",
  ].join("\n");
}

/** The page with a section put in or replaced; the others stay, in the given order. */
export function mergeSections(
  page: string,
  { name, part }: { name: string; part: string },
  order: readonly string[],
): string {
  const [head = "", ...parts] = (page === "" ? HEAD : page).split(/^(?=## )/mu);
  const kept = new Map(order.map((one) => [one, ""]));
  const own: string[] = [head];
  for (const one of parts) {
    const title = /^## (.*)$/mu.exec(one)?.[1] ?? "";
    if (kept.has(title)) kept.set(title, one);
    else own.push(one);
  }
  kept.set(name, part);
  const sections = [...kept.values()].filter((one) => one !== "");
  return `${[...own, ...sections].map((one) => one.trimEnd()).join("\n\n")}\n`;
}

/** The last state of each line that was drawn anew, without ends of lines. */
function plain(output: string): string {
  return output
    .split("\n")
    .map((line) => (line.split("\r").at(-1) ?? "").trimEnd())
    .join("\n")
    .trim();
}

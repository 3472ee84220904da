import { HIDDEN_KEY } from "./sheet.ts";
import type { Sheet } from "./sheet.ts";
import type { SheetGoal } from "./sheet_goals.ts";

/** The sheet as plain text, for e-mail. */
export function sheetText(sheet: Sheet): string {
  const { examples, amount } = sheet;
  const names = sheet.names.map(
    ({ ours, send_as, required, note }) =>
      `  ${send_as}${send_as === ours ? "" : ` (our ${ours})`}${required ? ", required" : ""}: ${note}`,
  );
  const words = Object.entries(sheet.status_words).map(
    ([state, list]) => `  ${state}: ${list.join(", ")}`,
  );
  const answers = sheet.answers.map(
    ({ http_status, means, send_again }) =>
      `  ${http_status}: ${means}. ${send_again ? "Send it again." : "Don't send it again."}`,
  );
  return `${[
    `Postbacks of ${sheet.source}`,
    `Address: ${sheet.url} (${sheet.method}; parameters in the query, a form or JSON)${keyText(sheet)}`,
    ...mmpText(sheet),
    ...stepsText(sheet),
    ...pagesText(sheet),
    `Parameters\n${names.join("\n")}`,
    ...goalsText(sheet),
    `Status words\n${words.join("\n")}`,
    `Amounts: such as ${amount.example} (${amount.unit} units), in ${sheet.currency ?? "the campaign's currency"} where no currency is sent`,
    `Refunds: ${sheet.refunds.how}`,
    ...windowsText(sheet),
    `Proof: ${sheet.proof.how}`,
    `Answers\n${answers.join("\n")}`,
    `Example\n${examples.get}`,
    `Try it with bash\n${examples.curl}`,
    ...(examples.webhook === undefined
      ? []
      : [`Try it as a webhook\n${examples.webhook}`]),
  ].join("\n\n")}\n`;
}

function keyText({ url }: Sheet): string {
  return url.endsWith(`/${HIDDEN_KEY}`)
    ? `\n  Put the source's key in the place of ${HIDDEN_KEY}: it is secret, and given to you apart.`
    : "";
}

/** The forms of an MMP, and where its link leads from ours. */
function mmpText({ mmp }: Sheet): string[] {
  if (mmp === undefined) return [];
  const forms = mmp.forms.map(
    ({ form, where, url }) => `  ${form}: ${where}\n    ${url}`,
  );
  return [
    `Forms for ${mmp.title}\n${forms.join("\n")}`,
    `Destination of the campaign\n  ${mmp.destination_url}`,
    ...(mmp.notes.length === 0
      ? []
      : [`Mind\n${mmp.notes.map((note) => `  ${note}`).join("\n")}`]),
  ];
}

/** The steps in each tool, and the fields of each shop. */
function stepsText({ steps = [] }: Sheet): string[] {
  return steps.map(
    ({ title, lines }) =>
      `${title}\n${lines.map((line) => `  ${line}`).join("\n")}`,
  );
}

function pagesText({ pages }: Sheet): string[] {
  if (pages === undefined) return [];
  const { script, sale, image, notes } = pages;
  return [
    `In every page of the shop\n${script}`,
    `In the page that thanks for an order\n${sale}`,
    `Or, without scripts\n${image}`,
    `Mind\n${notes.map((note) => `  ${note}`).join("\n")}`,
  ];
}

function goalsText({ goals }: Sheet): string[] {
  if (goals.length === 0) return [];
  const lines = goals.map(
    (goal) =>
      `  ${goal.campaign}: ${goal.send_as.join(" or ")} (${[goal.name, ...rulesText(goal)].join(", ")})`,
  );
  const waits = goals.some(({ after }) => after !== null)
    ? "\n  What arrives before the goal that it comes after waits for it."
    : "";
  return [`Goals, in their order\n${lines.join("\n")}${waits}`];
}

function rulesText(goal: SheetGoal): string[] {
  const { after, counts_as, approved_after_days, max_per_click } = goal;
  const counts =
    counts_as === "approved"
      ? []
      : [
          approved_after_days === null
            ? `${counts_as} until you say otherwise`
            : `${counts_as}, approved after ${days(approved_after_days)}`,
        ];
  return [
    ...(goal.default ? ["the default"] : []),
    ...(after === null ? [] : [`after ${after}`]),
    ...counts,
    ...(max_per_click === null ? [] : [`at most ${max_per_click} a click`]),
  ];
}

/** One line where all campaigns have the same window. */
function windowsText({ windows, goals }: Sheet): string[] {
  const own = goals.flatMap((goal) => {
    const window = windows.find(
      ({ campaign_id }) => campaign_id === goal.campaign_id,
    );
    return window === undefined || window.lookback_days === goal.lookback_days
      ? []
      : [`  ${goal.campaign}, ${goal.key}: ${limit(goal.lookback_days)}`];
  });
  const said = windows.map(({ lookback_days, backfill_days }) => {
    const later =
      lookback_days === null || backfill_days <= lookback_days
        ? ""
        : `; up to ${days(backfill_days)} with a signature, the order and its time`;
    return `${limit(lookback_days)}${later}`;
  });
  const [same, ...others] = new Set(said);
  if (same === undefined) return [];
  const head = "Window from the click to your postback";
  if (others.length === 0) return [[`${head}: ${same}`, ...own].join("\n")];
  const lines = windows.map((one, at) => `  ${one.campaign}: ${said[at]}`);
  return [[head, ...lines, ...own].join("\n")];
}

function limit(lookback_days: number | null): string {
  return lookback_days === null
    ? "any number of days"
    : `up to ${days(lookback_days)}`;
}

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

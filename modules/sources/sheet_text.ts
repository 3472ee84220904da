import type { Sheet } from "./sheet.ts";

/** The sheet as plain text, for e-mail. */
export function sheetText(sheet: Sheet): string {
  const { examples, amount } = sheet;
  const names = sheet.names.map(
    ({ ours, send_as, required, note }) =>
      `  ${send_as}${send_as === ours ? "" : ` (our ${ours})`}${required ? ", required" : ""}: ${note}`,
  );
  const goals = sheet.goals.map(
    (goal) =>
      `  ${goal.campaign}: ${goal.send_as.join(" or ")} (${goal.name}${goal.default ? ", the default" : ""})`,
  );
  const words = Object.entries(sheet.status_words).map(
    ([state, list]) => `  ${state}: ${list.join(", ")}`,
  );
  return `${[
    `Postbacks of ${sheet.source}`,
    `Address: ${sheet.url} (${sheet.method})`,
    `Parameters\n${names.join("\n")}`,
    ...(goals.length > 0 ? [`Goals\n${goals.join("\n")}`] : []),
    `Status words\n${words.join("\n")}`,
    `Amounts: such as ${amount.example} (${amount.unit} units), in ${sheet.currency ?? "the campaign's currency"} where no currency is sent`,
    `Proof: ${sheet.proof.how}`,
    `Example\n${examples.get}`,
    `Try it with bash\n${examples.curl}`,
    ...(examples.webhook === undefined
      ? []
      : [`Try it as a webhook\n${examples.webhook}`]),
  ].join("\n\n")}\n`;
}

import { UsageError } from "./usage_error.ts";
import { reportText } from "./report_text.ts";
import {
  applyFile,
  confirmColumns,
  post,
  readWords,
  sendFile,
  waitForFile,
} from "./statement_file.ts";
import type { ShownFile } from "./statement_file.ts";
import { summaryText } from "./summary_text.ts";
import { trackerClient } from "./tracker_client.ts";
import type { TrackerClient } from "./tracker_client.ts";

const OPTIONS = {
  advertiser: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  timezone: { type: "string" },
  yes: { type: "boolean", default: false },
  apply: { type: "boolean", default: false },
  "dry-run": { type: "boolean", default: false },
} as const;

/**
 * `tallyho reconcile FILE …`: compares a statement with the running tracker's books, and prints the
 * report.
 */
export async function reconcileCommand(
  words: readonly string[],
): Promise<number> {
  const { values, positionals } = readWords(words, OPTIONS);
  const { advertiser, from, to, timezone } = values;
  const [file, ...others] = positionals;
  const is_whole =
    file !== undefined &&
    others.length === 0 &&
    advertiser !== undefined &&
    from !== undefined &&
    to !== undefined;
  if (!is_whole)
    throw new UsageError(
      "Name one file, and its --advertiser, --from and --to",
    );
  const client = trackerClient();
  const fields = {
    advertiser_id: advertiser,
    from,
    to,
    ...(timezone === undefined ? {} : { timezone }),
  };
  const sent = await sendFile(client, "/reconciliations", { file, fields });
  const path = `/reconciliations/${sent.id}`;
  const is_allowed = values.yes;
  const read = await confirmColumns(client, path, { shown: sent, is_allowed });
  if (read === null) return 1;
  const shown = await confirmFrame(client, path, { shown: read, is_allowed });
  if (shown === null) return 1;
  if (values.apply) {
    const dry_run = values["dry-run"];
    const body = { break_ids: "all", dry_run };
    const applied = await applyFile(client, path, body);
    if (applied === null) return 1;
    for (const line of summaryText(applied)) console.log(line);
  }
  const report = await client.call("GET", `${path}/report`);
  for (const line of reportText(report)) console.log(line);
  return 0;
}

/** Accepts a frame that the data doesn't settle only if allowed. */
async function confirmFrame(
  client: TrackerClient,
  path: string,
  { shown, is_allowed }: { shown: ShownFile; is_allowed: boolean },
): Promise<ShownFile | null> {
  const { frame, frame_confirmed, problem } = shown;
  if (frame === null) {
    console.error(problem ?? "The statement could not be matched");
    return null;
  }
  if (frame.is_clear || frame_confirmed) return shown;
  console.error(`The data does not settle the frame: ${JSON.stringify(frame)}`);
  if (!is_allowed) {
    console.error(
      `Confirm it with --yes, or correct it with POST /api/v1${path}/frame`,
    );
    return null;
  }
  await post(client, `${path}/frame`, {});
  return await waitForFile(client, path);
}

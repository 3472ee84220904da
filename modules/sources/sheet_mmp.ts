import { MMP_TITLES } from "./mmps/mmp_names.ts";
import type { MmpName } from "./mmps/mmp_names.ts";
import { mmpParameters, mmpSheet } from "./mmps/mmp_sheets.ts";
import { exampleUrl, plainCommand } from "./sheet_examples.ts";
import type { SheetMmp } from "./mmps/mmp_sheets.ts";

/** An install as an MMP sends it, cut to what it can't do without. */
const INSTALL = [
  { name: "form", value: "install" },
  { name: "click_id", value: { variable: "CLICK_ID" } },
];

/** The parts of a sheet that are another for an MMP: its placeholders fill what a server would send. */
interface MmpParts {
  names: { ours: string; send_as: string; required: boolean; note: string }[];
  proof: { require: string; how: string };
  examples: { get: string; curl: string };
  mmp: SheetMmp;
}

/** The parts for an MMP: its forms instead of parameters, and where each is pasted. */
export function mmpParts(
  preset: MmpName,
  { url, require }: { url: string; require: string },
): MmpParts {
  const mmp = mmpSheet(preset, url);
  const example = { url, parameters: INSTALL };
  const form = {
    ours: "form",
    send_as: "form",
    required: true,
    note: "install, event or rejected: which of the forms it is",
  };
  const names = mmpParameters(preset).map(({ name, placeholder, forms }) => ({
    ours: name,
    send_as: name,
    required: name === "click_id",
    note: `${placeholder} in ${forms.join(", ")}`,
  }));
  return {
    names: [form, ...names],
    proof: { require, how: howOf(preset) },
    examples: { get: exampleUrl(example), curl: plainCommand(example) },
    mmp,
  };
}

function howOf(preset: MmpName): string {
  return `${MMP_TITLES[preset]} signs nothing: the key in this address is the proof. It belongs into the settings of ${MMP_TITLES[preset]}, never into a link.`;
}

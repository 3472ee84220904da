import { citusTakes } from "./citus.ts";
import { plainComments } from "./comments.ts";
import {
  clock,
  consoleInShell,
  environment,
  floats,
  hashing,
  randomness,
  secretComparisons,
  timers,
  versionWriters,
} from "./calls.ts";
import { deadFiles, doorShape, doorUse, doorWidth } from "./doors.ts";
import { expressionsAreLinear } from "./expressions.ts";
import {
  doorOnly,
  elysiaAtEdges,
  noCycles,
  oneImporter,
  plainPaths,
  tierOrder,
} from "./imports.ts";
import { exactVersions, settingsListed } from "./manifests.ts";
import { messagesAreRead, pageExportsAreUsed, stylesAreUsed } from "./pages.ts";
import {
  commentsSaySomething,
  exportDocs,
  fileLength,
  fileNames,
  functionLength,
} from "./shape.ts";
import type { Check } from "./source.ts";
import { foreignReads } from "./reads.ts";
import { ledgerIsAppendOnly, tableOwnership } from "./tables.ts";
import {
  escapeHatches,
  everyTestRuns,
  leftovers,
  machinePaths,
} from "./texts.ts";

/** A rule of the code base, and the function that checks it. */
export interface Rule {
  promise: string;
  check: Check;
}

/** All rules, checked by `tests/tidy_test.ts`. */
export const RULES: readonly Rule[] = [
  { promise: "a module imports only modules above it", check: tierOrder },
  { promise: "folders are entered by their door", check: doorOnly },
  { promise: "imports are relative and carry their ending", check: plainPaths },
  { promise: "no import goes in a circle", check: noCycles },
  { promise: "a _file has one importer", check: oneImporter },
  { promise: "elysia stays at the edges", check: elysiaAtEdges },
  {
    promise: "only the configuration reads the environment",
    check: environment,
  },
  { promise: "only the clock asks the time", check: clock },
  { promise: "only the shell prints", check: consoleInShell },
  { promise: "chance is handed in", check: randomness },
  { promise: "passwords are hashed in one thread", check: hashing },
  {
    promise: "secrets are compared in constant time",
    check: secretComparisons,
  },
  {
    promise: "few files set timers, and no test sleeps",
    check: timers,
  },
  { promise: "no money is a float", check: floats },
  {
    promise: "no regular expression is slower than its text is long",
    check: expressionsAreLinear,
  },
  { promise: "a table is written only by its module", check: tableOwnership },
  {
    promise: "tables of other modules are read where it is listed",
    check: foreignReads,
  },
  { promise: "statements are such as Citus takes", check: citusTakes },
  { promise: "the ledger is only added to", check: ledgerIsAppendOnly },
  { promise: "a conversion changes through one door", check: versionWriters },
  { promise: "files are named in snake_case", check: fileNames },
  { promise: "functions have at most 70 lines", check: functionLength },
  { promise: "files have at most 400 lines", check: fileLength },
  { promise: "every export of a door is documented", check: exportDocs },
  {
    promise: "no comment only repeats a name",
    check: commentsSaySomething,
  },
  { promise: "a doc comment names the thing", check: plainComments },
  { promise: "no file is dead", check: deadFiles },
  { promise: "every text of the pages is shown", check: messagesAreRead },
  { promise: "every style of the pages is used", check: stylesAreUsed },
  {
    promise: "every export of the pages is imported",
    check: pageExportsAreUsed,
  },
  { promise: "a door only names what others export", check: doorShape },
  { promise: "a door gives out at most 24 values", check: doorWidth },
  { promise: "a door gives out what others use", check: doorUse },
  { promise: "the example lists every setting", check: settingsListed },
  { promise: "nothing is left for later", check: leftovers },
  { promise: "the compiler is never silenced", check: escapeHatches },
  { promise: "every test runs", check: everyTestRuns },
  {
    promise: "no text knows the machine it was written on",
    check: machinePaths,
  },
  { promise: "versions are exact", check: exactVersions },
];

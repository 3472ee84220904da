import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { THREADS } from "../src/build.ts";

const ROOT = join(import.meta.dir, "..");
const SOURCE = join(ROOT, "src", "main.ts");

/**
 * The program's entry point: under `tests/run.ts` its bundle, which starts in
 * half the time, otherwise its source.
 */
export const PROGRAM = process.env.TALLYHO_TEST_PROGRAM ?? SOURCE;

/** Bundles the program into a directory, as the binary is, and returns its entry point. */
export async function bundleProgram(directory: string): Promise<string> {
  await Bun.build({
    entrypoints: [SOURCE, ...THREADS],
    outdir: directory,
    target: "bun",
    // A command reads what it runs, and not the threads' share of the program once more.
    splitting: true,
    // Assets are found from any working directory.
    publicPath: `${directory}/`,
    // Threads are looked up by their source's name, beside the program.
    naming: { entry: "[name].ts" },
    minify: { whitespace: true, syntax: true },
  });
  await symlink(join(ROOT, "db", "migrations"), join(directory, "migrations"));
  await symlink(join(ROOT, "node_modules"), join(directory, "node_modules"));
  return join(directory, "main.ts");
}

/** A command's output and exit code. */
export interface ProgramOutput {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command of the program with only these settings, until it exits. */
export async function runProgram(
  words: readonly string[],
  env: Record<string, string>,
  stdin = "",
): Promise<ProgramOutput> {
  return await new CommandProcess(words, env, stdin).ended();
}

/** A command of the program in its own process, with only these settings. */
export class CommandProcess {
  readonly #child: Bun.Subprocess<Buffer, "pipe", "pipe">;
  readonly #stderr: Promise<string>;
  readonly #listeners: (() => void)[] = [];
  #said = "";

  constructor(
    words: readonly string[],
    env: Record<string, string>,
    stdin = "",
  ) {
    this.#child = Bun.spawn([process.execPath, PROGRAM, ...words], {
      env: { PATH: process.env.PATH ?? "", ...env },
      stdin: Buffer.from(stdin),
      stdout: "pipe",
      stderr: "pipe",
    });
    this.#stderr = this.#read();
  }

  /** Waits until it has written this text to standard error, or has exited. */
  async hasPrinted(text: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#listeners.push(() => {
      if (this.#said.includes(text)) resolve();
    });
    await Promise.race([promise, this.#stderr]);
    if (!this.#said.includes(text)) throw new Error(`It said: ${this.#said}`);
  }

  /** Kills it, as a machine that is switched off. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#child.exited;
  }

  /** Waits until it has exited. */
  async ended(): Promise<ProgramOutput> {
    const [stdout, stderr, code] = await Promise.all([
      this.#child.stdout.text(),
      this.#stderr,
      this.#child.exited,
    ]);
    return { code, stdout, stderr };
  }

  async #read(): Promise<string> {
    const decoder = new TextDecoder();
    for await (const bytes of this.#child.stderr) {
      this.#said += decoder.decode(bytes, { stream: true });
      for (const listener of this.#listeners) listener();
    }
    return this.#said;
  }
}

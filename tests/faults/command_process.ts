import { join } from "node:path";

const MAIN = join(import.meta.dir, "..", "..", "src", "main.ts");

/** A command of the program in its own process, given only a data directory. */
export class CommandProcess {
  readonly #child: Bun.Subprocess<Buffer, "pipe", "pipe">;
  readonly #stderr: Promise<string>;
  readonly #listeners: (() => void)[] = [];
  #said = "";

  constructor(data_dir: string, words: readonly string[], stdin = "") {
    this.#child = Bun.spawn([process.execPath, MAIN, ...words], {
      env: { PATH: process.env.PATH ?? "", TALLYHO_DATA_DIR: data_dir },
      stdin: Buffer.from(stdin),
      stdout: "pipe",
      stderr: "pipe",
    });
    this.#stderr = this.#read();
  }

  /** Waits until it has written this text to standard error, or has exited. */
  async hasSaid(text: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#listeners.push(() => {
      if (this.#said.includes(text)) resolve();
    });
    await Promise.race([promise, this.#stderr]);
    if (!this.#said.includes(text)) throw new Error(`It said: ${this.#said}`);
  }

  /** Waits until it has exited. */
  async ended(): Promise<{ code: number; stdout: string; stderr: string }> {
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

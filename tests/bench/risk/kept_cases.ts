import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import type { RiskCode } from "../../../modules/risk/mod.ts";
import type { Case } from "./measure.ts";

const ROOT = join(import.meta.dir, "../../..");
/** Folders of all that scores depend on. */
const SOURCES = ["modules/risk", "tests/bench/risk"];

/** A case in a file: of its reasons only what measures read. */
interface Kept extends Omit<Case, "payout_micros" | "reasons"> {
  payout_micros: string;
  reasons: [RiskCode, number][];
}

/** Scored seeds in files, so that a long bench goes on where it was stopped. */
export class KeptCases {
  readonly #directory: string | null;
  readonly #digest: string;

  private constructor(directory: string | null, digest: string) {
    this.#directory = directory;
    this.#digest = digest;
  }

  /** Opens a directory; null keeps nothing. */
  static async open(directory: string | null): Promise<KeptCases> {
    if (directory !== null) await mkdir(directory, { recursive: true });
    return new KeptCases(directory, await digestOfSources());
  }

  /** The cases of some seeds, as scored by these sources; null if they aren't kept. */
  async read(name: string): Promise<Case[] | null> {
    const path = this.#pathOf(name);
    if (path === null) return null;
    const file = Bun.file(path);
    if (!(await file.exists())) return null;
    const bytes = Bun.zstdDecompressSync(await file.bytes());
    const kept = JSON.parse(new TextDecoder().decode(bytes)) as Kept[];
    return kept.map((one) => ({
      ...one,
      payout_micros: BigInt(one.payout_micros),
      reasons: one.reasons.map(([code, weight]) => {
        return { code, weight, found: "", expected: "", evidence: [] };
      }),
    }));
  }

  async write(name: string, cases: readonly Case[]): Promise<void> {
    const path = this.#pathOf(name);
    if (path === null) return;
    const kept = cases.map(({ payout_micros, reasons, ...one }): Kept => ({
      ...one,
      payout_micros: String(payout_micros),
      reasons: reasons.map(({ code, weight }) => [code, weight]),
    }));
    await Bun.write(
      `${path}.part`,
      Bun.zstdCompressSync(Buffer.from(JSON.stringify(kept))),
    );
    await rename(`${path}.part`, path);
  }

  #pathOf(name: string): string | null {
    if (this.#directory === null) return null;
    return join(this.#directory, `${this.#digest}-${name}.json.zst`);
  }
}

/** Files of other sources are never read. */
async function digestOfSources(): Promise<string> {
  const hash = new Bun.CryptoHasher("sha256");
  for (const source of SOURCES) {
    const glob = new Bun.Glob(`${source}/**/*.ts`);
    const paths = [...glob.scanSync(ROOT)]
      .filter((path) => !path.endsWith("_test.ts"))
      .sort();
    for (const path of paths) {
      hash.update(`${path}\n`);
      hash.update(await Bun.file(join(ROOT, path)).bytes());
    }
  }
  return hash.digest("hex").slice(0, 12);
}

/**
 * The list of data centres that the program carries, made anew from a copy of its source:
 *
 *     git clone --depth 1 https://github.com/X4BNet/lists_vpn ../lists_vpn
 *     bun run data-centres ../lists_vpn
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packRanges } from "./pack_ranges.ts";

const FOLDER = join(
  import.meta.dir,
  "../../modules/clicks/enrich/data_centre_list",
);

/** The source lists the whole provider, but its addresses are those of iCloud Private Relay. */
const PRIVATE_RELAY = "2a02:26f7::/32";

function linesOf(path: string): string[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
}

/** Writes the packed list from a copy of X4BNet/lists_vpn; returns how many bytes it has. */
export async function writeRanges(copy: string): Promise<number> {
  const lists = ["ipv4", "ipv6"].map((name) =>
    join(copy, "output/datacenter", `${name}.txt`),
  );
  const packed = packRanges({
    networks: lists.flatMap(linesOf),
    except: [...linesOf(join(copy, "input/vpn/ips/apple.txt")), PRIVATE_RELAY],
  });
  return await Bun.write(join(FOLDER, "ranges.bin.zst"), packed);
}

if (import.meta.main) {
  const [copy = ""] = process.argv.slice(2);
  try {
    const bytes = await writeRanges(copy);
    process.stdout.write(`Wrote ${bytes} bytes\n`);
  } catch (error) {
    process.stderr.write(
      `Cannot make the list: ${String(error)}\nUsage: bun run data-centres COPY_OF_LISTS_VPN\n`,
    );
    process.exitCode = 1;
  }
}

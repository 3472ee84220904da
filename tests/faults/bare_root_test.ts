// The binary in a root directory of its own, with the C libraries and a shell, and nothing else.
import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildBinary, programAssets } from "../../src/build.ts";
import { IS_LONG } from "../long.ts";

const ROOT = join(import.meta.dir, "..", "..");
const TIMEOUT_MS = 180_000;
/** Another root and other devices are root's to make, and Linux's alone. */
const MAY_CHROOT = process.platform === "linux" && process.getuid?.() === 0;
const ACCOUNT = "10001:10001";

/** Makes the root at $1 for the binary at $2, and serves in it until it is asked to stop. */
const SCRIPT = `
set -e
cd "$1"
mkdir -p bin etc data tmp proc dev/shm
cp "$2" bin/tallyho
cp -L /bin/sh bin/sh
for library in $(ldd "$2" /bin/sh | grep -o '/[^ ]*') \\
  $(ldconfig -p | grep -oE '/[^ ]*/(libstdc\\+\\+\\.so\\.6|libgcc_s\\.so\\.1|libm\\.so\\.6|librt\\.so\\.1)$'); do
  [ -f "$library" ] || continue
  mkdir -p ".$(dirname "$library")"
  cp -L "$library" ".$library"
done
echo "tallyho:x:10001:10001::/data:/bin/sh" > etc/passwd
chown ${ACCOUNT} data
chmod 1777 tmp dev/shm
mknod -m 666 dev/null c 1 3
mknod -m 666 dev/zero c 1 5
mknod -m 666 dev/urandom c 1 9
mount --bind /proc proc
mount -t tmpfs tmpfs dev/shm
exec env -i PORT=0 TALLYHO_DATA_DIR=/data "$(command -v chroot)" --userspec=${ACCOUNT} . /bin/tallyho serve
`;

test.skipIf(!IS_LONG || !MAY_CHROOT)(
  "the binary serves in a root that has the C libraries and a shell",
  async () => {
    const base = await mkdtemp(join(tmpdir(), "tallyho-bare-"));
    const outfile = join(base, "tallyho");
    const root = join(base, "root");
    try {
      await buildBinary({
        entry: join(ROOT, "src", "main.ts"),
        outfile,
        assets: await programAssets(),
        archive_level: 1,
        log: () => {},
      });
      const child = Bun.spawn(
        [
          ...["unshare", "--mount", "sh", "-c"],
          ...[`mkdir -p "$1"; ${SCRIPT}`, "sh", root, outfile],
        ],
        {
          env: { PATH: `${process.env.PATH ?? ""}:/usr/sbin:/sbin` },
          stdio: ["ignore", "pipe", "pipe"],
        },
      );
      let said = "";
      let is_stopping = false;
      const decoder = new TextDecoder();
      for await (const bytes of child.stdout) {
        said += decoder.decode(bytes, { stream: true });
        const url = /listens on (http\S+)/.exec(said)?.[1];
        if (url === undefined || is_stopping) continue;
        is_stopping = true;
        const { status } = await fetch(`${url}/readyz`);
        expect(status).toBe(200);
        child.kill("SIGTERM");
      }
      expect([await child.exited, await child.stderr.text()]).toEqual([
        0,
        expect.any(String),
      ]);
      expect(said).toContain("listens on");
    } finally {
      await rm(base, { recursive: true, force: true });
    }
  },
  TIMEOUT_MS,
);

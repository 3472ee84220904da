import { PASSPHRASE_CHARS } from "../backup/sealed_keys.ts";
import { processConfig } from "../config.ts";

const ENTER = /[\r\n]/;
const INTERRUPT = "\x03";
const BACKSPACE = /[\b\x7f]/;

/**
 * The passphrase of backups: the setting, or what is typed at the terminal, where it isn't shown;
 * null if there is neither. Throws if it is too short.
 */
export async function readPassphrase(
  question: "new" | "known",
): Promise<string | null> {
  const { backup_passphrase } = processConfig();
  if (backup_passphrase !== null) return backup_passphrase;
  if (!process.stdin.isTTY) return null;
  const passphrase = await ask("Passphrase of the backup: ");
  if (question === "known") return passphrase;
  if (passphrase.length < PASSPHRASE_CHARS.min) {
    throw new Error(
      `The passphrase is too short: ${PASSPHRASE_CHARS.min} characters are the least`,
    );
  }
  const again = await ask("The same once more: ");
  if (again !== passphrase) throw new Error("The passphrases differ");
  return passphrase;
}

async function ask(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.resume();
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = "";
  const take = (bytes: Buffer) => {
    for (const char of bytes.toString()) {
      if (char === INTERRUPT) reject(new Error("Interrupted"));
      else if (ENTER.test(char)) resolve(text);
      else if (BACKSPACE.test(char)) text = text.slice(0, -1);
      else text += char;
    }
  };
  stdin.on("data", take);
  try {
    return await promise;
  } finally {
    stdin.off("data", take);
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write("\n");
  }
}

/** A request to the worker: hash a password, check one against a hash, or take a new one. */
export type PasswordRequest =
  | { password: string; cost?: HashCost }
  | { password: string; hash: string }
  | { chosen: string; words: readonly string[]; cost?: HashCost };

/** Parameters of argon2id for a new hash; a check takes those of its hash. */
export interface HashCost {
  memoryCost: number;
  timeCost: number;
}

/**
 * The worker's answer: the hash, or whether the password is right; false for a new one
 * that is easily guessed.
 */
export type PasswordAnswer = { result: string | boolean } | { error: string };

declare const self: Worker;

/** Estimating takes longer than linear time; what follows can't make a password weaker. */
const JUDGED_CHARS_MAX = 64;
/** Of 0 to 4: below 2, a million guesses find it. */
const SCORE_MIN = 2;

type Judge = (password: string, words: readonly string[]) => number;

let judge: Promise<Judge> | undefined;

// Use the synchronous functions: they run in this thread, whereas the asynchronous ones
// use the thread pool that the journal's writes need.
self.onmessage = async ({ data }: MessageEvent<PasswordRequest>) => {
  self.postMessage(await answer(data));
};

async function answer(request: PasswordRequest): Promise<PasswordAnswer> {
  try {
    if ("chosen" in request) {
      const { chosen, words } = request;
      const scoreOf = await (judge ??= openJudge());
      const score = scoreOf(chosen.slice(0, JUDGED_CHARS_MAX), words);
      if (score < SCORE_MIN) return { result: false };
      return { result: hash(chosen, request.cost) };
    }
    if (!("hash" in request)) {
      return { result: hash(request.password, request.cost) };
    }
    return {
      result: Bun.password.verifySync(request.password, request.hash),
    };
  } catch (error) {
    return { error: String(error) };
  }
}

function hash(password: string, cost?: HashCost): string {
  return Bun.password.hashSync(password, { algorithm: "argon2id", ...cost });
}

/** Loaded for the first new password: the dictionaries take most of a second. */
async function openJudge(): Promise<Judge> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] =
    await Promise.all([
      import("@zxcvbn-ts/core"),
      import("@zxcvbn-ts/language-common"),
    ]);
  const factory = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return (password, words) => factory.check(password, [...words]).score;
}

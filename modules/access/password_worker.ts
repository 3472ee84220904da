/** A request to the thread: hash a password, or check one against a hash. */
export type PasswordRequest =
  { password: string } | { password: string; hash: string };

/** The thread's answer: the hash, or whether the password is right. */
export type PasswordAnswer = { result: string | boolean } | { error: string };

declare const self: Worker;

// The synchronous forms: they work in this thread, the others in the pool where the journal's writes wait too.
self.onmessage = ({ data }: MessageEvent<PasswordRequest>) => {
  self.postMessage(answer(data));
};

function answer(request: PasswordRequest): PasswordAnswer {
  try {
    if (!("hash" in request)) {
      return { result: Bun.password.hashSync(request.password, "argon2id") };
    }
    const { password, hash } = request;
    return { result: Bun.password.verifySync(password, hash) };
  } catch (error) {
    return { error: String(error) };
  }
}

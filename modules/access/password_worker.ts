/** A request to the worker: hash a password, or check one against a hash. */
export type PasswordRequest =
  { password: string } | { password: string; hash: string };

/** The worker's answer: the hash, or whether the password is right. */
export type PasswordAnswer = { result: string | boolean } | { error: string };

declare const self: Worker;

// Use the synchronous functions: they run in this thread, whereas the asynchronous ones
// use the thread pool that the journal's writes need.
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

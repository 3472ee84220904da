// Invitations and links to set a password go out by mail where a server is set up. A mail that can't be sent
// fails nothing: the answer has the link, and says so.
import { afterAll, expect, test } from "bun:test";
import { createTestDatabase, startTestService } from "../harness.ts";
import { mailServerForFile, plainText } from "../mail_server.ts";

const mail_server = await mailServerForFile();
const { port, received } = mail_server;
const database = await createTestDatabase();
const withServer = async (url: string) =>
  await startTestService(database, {
    env: {
      ...mail_server.env,
      TALLYHO_SMTP_URL: url,
    },
  });
const service = await withServer(`smtp://tally:s3cret@127.0.0.1:${port}`);
const without = await startTestService(database);
afterAll(async () => {
  await Promise.all([service.stop(), without.stop()]);
  await database.drop();
});

let guests = 0;
const guest = () => `guest-${(guests += 1)}@network.example`;
const invite = (email: string, { api } = service) =>
  api.call("POST", "/invitations", { email, role: "manager" });

test("an invitation and a new password go to the person alone, with the link", async () => {
  const email = guest();
  const made = await invite(email);
  expect(made.mail).toBe("sent");
  const mail = received.at(-1);
  expect(mail).toMatchObject({ from: "a@net.example", user: "tally" });
  expect(mail?.to).toEqual([email]);
  expect(plainText(mail?.text)).toContain(String(made.url));
  expect(mail?.text).toContain("Subject: Your invitation");
  const user = await service.api.call("POST", "/users", {
    email: guest(),
    password: "seven grey herons",
    role: "manager",
  });
  const reset = await service.api.call(
    "POST",
    `/users/${String(user.id)}/reset`,
  );
  expect(reset.mail).toBe("sent");
  expect(received.at(-1)?.to).toEqual([String(user.email)]);
  expect(plainText(received.at(-1)?.text)).toContain(String(reset.url));
});

test("a server that refuses fails the mail, not the invitation, and no secret is logged", async () => {
  mail_server.refuse(true);
  const before = received.length;
  const made = await invite(guest());
  mail_server.refuse(false);
  expect(made).toMatchObject({ mail: "failed", revoked_at: null });
  expect(made.url).toBeString();
  expect(received).toHaveLength(before);
  const log = service.log.join("\n");
  expect(log).toContain("a mail was not sent");
  expect(log).not.toContain("s3cret");
  expect(log).not.toContain(new URL(String(made.url)).hash.slice(1));
});

test.each([
  ["a wrong password", `smtp://tally:wrong@127.0.0.1:${port}`],
  ["nobody there", "smtp://127.0.0.1:9"],
])("so does %s", async (_, url) => {
  const broken = await withServer(url);
  try {
    expect((await invite(guest(), broken)).mail).toBe("failed");
  } finally {
    await broken.stop();
  }
});

test("without a server nothing is sent, and the answer has the link", async () => {
  const before = received.length;
  const made = await invite(guest(), without);
  expect(made).toMatchObject({ mail: "off" });
  expect(made.url).toBeString();
  expect(received).toHaveLength(before);
});

test("an address reaches one mailbox, whatever is written in it", async () => {
  const before = received.length;
  for (const email of [
    "o'neill+shop=1@network.example",
    "a/b{c}@shop.example",
  ]) {
    const made = await invite(email);
    expect(made).toMatchObject({ mail: "sent" });
  }
  const addressed = received.slice(before).map(({ to }) => to.length);
  expect(addressed).toEqual([1, 1]);
  for (const email of ["a,b@network.example", "<eve>@network.example"]) {
    const refused = await service.api.try("POST", "/invitations", {
      email,
      role: "manager",
    });
    expect([email, refused.status]).toEqual([email, 422]);
  }
});

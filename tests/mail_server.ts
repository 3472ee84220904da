import { afterAll } from "bun:test";
import { SMTPServer } from "smtp-server";

/** A mail as a server got it. */
export interface ReceivedMail {
  from: string;
  to: string[];
  user: string | undefined;
  /** Its head and body as they were sent. */
  text: string;
}

/** A server that takes mails, for a test file. */
export interface MailServer {
  received: ReceivedMail[];
  /** Settings of a tracker that sends by it. */
  env: Record<string, string>;
  port: number;
  /** Refuses mails, or takes them again. */
  refuse(is_refusing: boolean): void;
}

/** Opens a server of mails until the file's tests are done. */
export async function mailServerForFile(): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  let is_refusing = false;
  const server = new SMTPServer({
    authMethods: ["PLAIN"],
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username, password }, _, done) {
      if (password !== "s3cret") return done(new Error("no such user"));
      done(null, { user: username });
    },
    onRcptTo(_, __, done) {
      done(is_refusing ? new Error("mailbox unavailable") : null);
    },
    onData(stream, { envelope, user }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = envelope;
        received.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          user,
          text: Buffer.concat(chunks).toString("utf8"),
        });
        done();
      });
    },
  });
  const port = await new Promise<number>((resolve) => {
    const listener = server.listen(0, "127.0.0.1", () => {
      const address = listener.address();
      resolve(typeof address === "object" ? (address?.port ?? 0) : 0);
    });
  });
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)));
  return {
    received,
    port,
    env: {
      TALLYHO_SMTP_URL: `smtp://tally:s3cret@127.0.0.1:${port}`,
      TALLYHO_MAIL_FROM: "Network <a@net.example>",
    },
    refuse(refusing) {
      is_refusing = refusing;
    },
  };
}

/** A mail's text, with the lines that were broken for the way joined. */
export function plainText(text: string | undefined): string {
  return (text ?? "").replaceAll("=\r\n", "").replaceAll("=3D", "=");
}

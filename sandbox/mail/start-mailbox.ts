import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { readMail, type ReceivedMail } from "./read-mail.ts";

export type Mailbox = {
  /** For the app's SMTP_URL. */
  url: string;
  /** What came, the oldest first. */
  mails(): readonly ReceivedMail[];
  close(): Promise<void>;
};

type Options = {
  now(): number;
  onMail?(mail: ReceivedMail): void;
  /** What to say instead of taking the mail: an SMTP code, e.g. 451 (later, perhaps) or 550 (never). */
  refuseWith?(): number | undefined;
};

/** A real SMTP server that keeps every mail and passes none on. */
export async function startMailbox({ now, onMail, refuseWith }: Options): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const code = refuseWith?.();
        if (code !== undefined) return done(Object.assign(new Error("Not now."), { responseCode: code }));
        const mail = readMail(Buffer.concat(chunks).toString("latin1"), now());
        mails.push(mail);
        onMail?.(mail);
        done();
      });
    },
  });
  const { server: tcp } = server;
  server.listen(0, "127.0.0.1");
  await once(tcp, "listening");
  const { port } = tcp.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails: () => mails,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

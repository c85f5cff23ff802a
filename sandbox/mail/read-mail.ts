export type ReceivedMail = { to: string; from: string; subject: string; text: string; receivedAt: number };

/** As much of MIME as the app's mails use: encoded headers, multipart/alternative, quoted-printable and base64. */
export function readMail(raw: string, receivedAt: number): ReceivedMail {
  const { headers, body } = split(raw);
  const text = textOf(headers, body);
  const header = (name: string) => decodeWords(headers.get(name) ?? "");
  return { to: header("to"), from: header("from"), subject: header("subject"), text, receivedAt };
}

function split(part: string): { headers: Map<string, string>; body: string } {
  const end = part.indexOf("\r\n\r\n");
  const head = end < 0 ? part : part.slice(0, end);
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { headers, body: end < 0 ? "" : part.slice(end + 4) };
}

function textOf(headers: Map<string, string>, body: string): string {
  const boundary = /boundary="?([^";]+)"?/i.exec(headers.get("content-type") ?? "")?.[1];
  if (boundary === undefined) return decodeBody(body, headers.get("content-transfer-encoding") ?? "7bit").trim();
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => split(part.replace(/^\r\n/, "")));
  const plain = parts.find((part) => /^text\/plain/i.test(part.headers.get("content-type") ?? "")) ?? parts[0];
  return plain ? textOf(plain.headers, plain.body) : "";
}

function decodeBody(body: string, encoding: string): string {
  if (/base64/i.test(encoding)) return Buffer.from(body, "base64").toString("utf8");
  if (/quoted-printable/i.test(encoding)) return decodeQuoted(body.replace(/=\r\n/g, ""));
  return Buffer.from(body, "latin1").toString("utf8");
}

function decodeQuoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** "=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=" is "Grüße"; words next to each other belong together. */
function decodeWords(text: string): string {
  return text
    .replace(/(\?=)\s+(=\?)/g, "$1$2")
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_whole, kind: string, word: string) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(word, "base64").toString("utf8")
        : decodeQuoted(word.replaceAll("_", " ")),
    );
}

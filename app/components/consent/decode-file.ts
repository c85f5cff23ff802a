/** What spreadsheets write where they are told no encoding, by the merchant's language; elsewhere it is windows-1252. */
const usualEncodings: Record<string, string> = { ja: "shift_jis", tr: "windows-1254", ar: "windows-1256" };

/** The text of a file: UTF-8 where it is that, UTF-16 where it begins so, else what spreadsheets usually write. */
export function decodeFile(bytes: Uint8Array, language: string): string {
  return (
    decodeAs("utf-8", bytes) ??
    (bytes[0] === 0xff && bytes[1] === 0xfe ? decodeAs("utf-16le", bytes) : null) ??
    (bytes[0] === 0xfe && bytes[1] === 0xff ? decodeAs("utf-16be", bytes) : null) ??
    decodeAs(usualEncodings[language] ?? "windows-1252", bytes) ??
    new TextDecoder("windows-1252").decode(bytes)
  );
}

function decodeAs(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

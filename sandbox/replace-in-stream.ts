import { Transform } from "node:stream";

/**
 * Replaces ASCII strings in a byte stream as it flows. A piece is held back only while it may be the beginning of
 * something to replace, so a page that streams in parts still arrives in parts. Bytes of any encoding pass unchanged.
 */
export function replaceInStream(pairs: ReadonlyArray<readonly [string, string]>): Transform {
  let held = "";
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = replaceAll(held + chunk.toString("latin1"), pairs);
      const keep = unfinishedTail(text, pairs);
      held = text.slice(text.length - keep);
      done(null, Buffer.from(text.slice(0, text.length - keep), "latin1"));
    },
    flush(done) {
      done(null, Buffer.from(held, "latin1"));
    },
  });
}

function replaceAll(text: string, pairs: ReadonlyArray<readonly [string, string]>): string {
  return pairs.reduce((result, [from, to]) => result.replaceAll(from, () => to), text);
}

/** Length of the longest end of `text` that begins one of the strings looked for. */
function unfinishedTail(text: string, pairs: ReadonlyArray<readonly [string, string]>): number {
  let longest = 0;
  for (const [from] of pairs) {
    for (let length = Math.min(from.length - 1, text.length); length > longest; length -= 1) {
      if (text.endsWith(from.slice(0, length))) longest = length;
    }
  }
  return longest;
}

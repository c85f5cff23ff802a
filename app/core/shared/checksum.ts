/** FNV-1a, 32 bits: tells one version of a text from another, where nobody counts versions. Not for secrets. */
export function checksum(text: string): number {
  let sum = 0x811c9dc5;
  for (const char of text) sum = Math.imul(sum ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return sum;
}

/** A German mobile number for each n below ninety million. */
export function phoneOf(n: number): string {
  return `+49151${10_000_000 + n}`;
}

/** The same in SQL, of the expression `n`. */
export function phoneSql(n: string): string {
  return `'+49151' || (10000000 + ${n})`;
}

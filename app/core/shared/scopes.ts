/** Shop.scopes as it is kept: handles, comma-separated. */
export function readScopes(text: string): string[] {
  return text
    .split(",")
    .map((scope) => scope.trim())
    .filter(Boolean);
}

/** Those of `needed` that `granted` does not give; write_x includes read_x. */
export function missingScopes(granted: readonly string[], needed: readonly string[]): string[] {
  const holds = (scope: string) =>
    granted.includes(scope) || (scope.startsWith("read_") && granted.includes(scope.replace("read_", "write_")));
  return needed.filter((scope) => !holds(scope));
}

/** Texts that come in endless variety (lists of many lengths) must not fill the server's memory. */
const mostNames = 500;
/** All but BEGIN, COMMIT and their like. */
const planned = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i;
/** Left unnamed: parsed and planned anew each time. */
const unnamed = "";

/**
 * Names for the statements of one pool, the same for the same text. What has a name is parsed and planned once on each
 * connection instead of at every call: planning the claim of a lane takes five times as long as running it. Such a statement
 * names its columns: "SELECT *" fails on every open connection once a migration has added one.
 */
export function createStatementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    if (!planned.test(sql)) return unnamed;
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= mostNames) return unnamed;
    const name = `tidings_${names.size}`;
    names.set(sql, name);
    return name;
  };
}

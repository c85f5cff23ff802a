const unreachable = new Set(["ECONNREFUSED", "ENOTFOUND", "ETIMEDOUT", "EHOSTUNREACH", "28P01", "28000", "3D000"]);
/** Its schema engine gives words only. */
const ofPrisma = /can't reach database server|authentication failed|does not exist on the database server/i;

/** Runs a command a person started: what goes wrong is said in one line, without a stack, and the exit code is 1. */
export async function runOrExplain(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

/** PostgreSQL's client wraps what happened, at times in a list with one entry per address it tried. */
function explain(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth += 1) {
    const code = "code" in at ? String(at.code) : "";
    if (unreachable.has(code) || ofPrisma.test(at.message))
      return `The database did not let us in${code && ` (${code})`}. Check DATABASE_URL, and that it is running.`;
    at = at instanceof AggregateError ? at.errors[0] : at.cause;
  }
  const [line = ""] = (error instanceof Error ? error.message : String(error)).trim().split("\n");
  return line || "It failed without saying why.";
}

import { EnvironmentError, readEnv, type Env } from "./env.ts";

/** For programs started by a person: a wrong environment is told in words, one variable a line, with no stack after it. */
export function readEnvOrExit(source?: Parameters<typeof readEnv>[0]): Env {
  try {
    return readEnv(source);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

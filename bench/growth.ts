import type { Figure, Run } from "./support/run.ts";
export async function growth(_run: Run): Promise<Figure[]> {
  return [];
}

import type { Dispatcher, Pool } from "undici";

type Request = Pick<Dispatcher.DispatchOptions, "path" | "method"> & {
  headers: Record<string, string>;
  body: Uint8Array | string;
};

/** Sends one request and throws its answer's body away; resolves with the status, rejects when the connection breaks. */
export function ask(pool: Pool, request: Request): Promise<number> {
  return new Promise((resolve, reject) => {
    let status = 0;
    pool.dispatch(request, {
      onRequestStart: () => {},
      onResponseStart: (_controller, statusCode) => void (status = statusCode),
      onResponseData: () => {},
      onResponseEnd: () => resolve(status),
      onResponseError: (_controller, error) => reject(error),
    });
  });
}

export type Load = { perSecond: number; latenciesMs: number[]; accepted: number; refused: number };

/** Closed loop: so many at once for so long, each connection asking again as soon as it is answered. */
export async function closedLoop(
  pool: Pool,
  { connections, durationMs, next }: { connections: number; durationMs: number; next(): Request },
): Promise<Load> {
  const latenciesMs: number[] = [];
  let refused = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + durationMs;

  async function loop(): Promise<void> {
    for (let now = performance.now(); now < endsAt;) {
      const status = await ask(pool, next());
      const answeredAt = performance.now();
      if (status === 200) latenciesMs.push(answeredAt - now);
      else refused += 1;
      now = answeredAt;
    }
  }

  await Promise.all(Array.from({ length: connections }, loop));
  const seconds = (performance.now() - startedAt) / 1000;
  return { perSecond: latenciesMs.length / seconds, latenciesMs, accepted: latenciesMs.length, refused };
}

export type WithLock = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** One at a time per name within this process, in the order of asking. */
export function createKeyedMutex(): WithLock {
  const tails = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = tails.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    const tail = mine.catch(() => undefined);
    tails.set(name, tail);
    try {
      return await mine;
    } finally {
      if (tails.get(name) === tail) tails.delete(name);
    }
  };
}

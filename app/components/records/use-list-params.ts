import { useSearchParams } from "@remix-run/react";

/** Filters and place of a list are its address: shared, reloaded and gone back to like any page. */
export function useListParams() {
  const [params, setParams] = useSearchParams();

  function change(changes: Record<string, string | null>, options: { replace?: boolean } = {}) {
    const next = new URLSearchParams(params);
    // Another filter begins at its first page.
    next.delete("before");
    next.delete("after");
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    setParams(next, { preventScrollReset: true, ...options });
  }

  return {
    get: (name: string) => params.get(name),
    change,
    goTo: (side: "before" | "after", id: string) => {
      const next = new URLSearchParams(params);
      next.delete("before");
      next.delete("after");
      next.set(side, id);
      setParams(next);
    },
  };
}

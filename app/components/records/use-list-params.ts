import { useLocation, useNavigation, useSearchParams } from "@remix-run/react";

/** Filters and place of a list are its address: shared, reloaded and gone back to like any page. */
export function useListParams() {
  const [params, setParams] = useSearchParams();
  const { pathname } = useLocation();
  const { location: underWay } = useNavigation();

  function change(changes: Record<string, string | null>, options: { replace?: boolean } = {}) {
    // Two filters set one soon after the other: the second is set on top of the first, which may still be under way.
    const next = new URLSearchParams(underWay?.pathname === pathname ? underWay.search : params);
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

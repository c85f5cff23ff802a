import { useEffect, useState } from "react";

/**
 * Text that is typed ahead of what is known of it (drawn, or in the address): it stands until what is known says the same.
 * An older knowledge that arrives while somebody types on takes nothing away.
 */
export function useAhead(known: string) {
  const [ahead, setAhead] = useState<string | null>(null);
  useEffect(() => {
    // Asked again when it is applied: a letter may have come between this page's being drawn and now.
    if (ahead === known) setAhead((now) => (now === known ? null : now));
  }, [ahead, known]);
  return {
    value: ahead ?? known,
    isAhead: ahead !== null && ahead !== known,
    set: setAhead,
    drop: () => setAhead(null),
  };
}

import { startTransition, useEffect, useState, type ReactNode } from "react";

/**
 * Draws its children only after what surrounds them is on the screen: for what stands in a popover that Polaris opens by
 * itself, so that the press which opens it is answered at once.
 */
export function Later({ children }: { children: ReactNode }) {
  const [come, setCome] = useState(false);
  useEffect(() => startTransition(() => setCome(true)), []);
  return come ? children : null;
}

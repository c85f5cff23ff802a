/** Which forms on the page have something unsaved; a page may have several, and the router asks but one about leaving. */
const forms = new Set<string>();

/** Until the returned function is called, leaving the page is stopped. */
export function markUnsaved(form: string): () => void {
  forms.add(form);
  return () => void forms.delete(form);
}

export function anythingUnsaved(): boolean {
  return forms.size > 0;
}

type Place = { pathname: string };

/** Another view of the same page (a filter, a tab) leaves its forms as they are. */
export function leavesUnsaved({ currentLocation, nextLocation }: { currentLocation: Place; nextLocation: Place }) {
  return anythingUnsaved() && currentLocation.pathname !== nextLocation.pathname;
}

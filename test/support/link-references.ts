import { createLinkReferences } from "#app/adapters/crypto/link-references.ts";

/** For clients of the Cloud API in tests: references as the app writes them, under a key of the tests' own. */
export const testLinks = createLinkReferences([{ id: "test", secret: Buffer.alloc(32, 7) }]);

import { z } from "zod";
import { optIn } from "../consent/opt-in.ts";
import { optOut } from "../consent/opt-out.ts";
import { findOrMakeContact } from "../contacts/find-or-make-contact.ts";
import type { Ctx, TxCtx } from "../ports.ts";
import { readConsentFile, type ConsentFileProblem } from "./consent-file.ts";
import { planConsentImport, sumUp, type ImportSums, type PlannedLine } from "./plan-consent-import.ts";

export const consentFileSchema = z.object({
  csv: z.string().max(2_000_000),
  /** Part of the proof. */
  fileName: z.string().max(200),
});
export type GivenConsentFile = z.infer<typeof consentFileSchema>;

export type ImportResult =
  | { outcome: "checked" | "imported"; sums: ImportSums; unused: string[] }
  /** Nothing was changed. */
  | { outcome: "wrong"; problems: ConsentFileProblem[]; more: number };

/** A dry run: what the file would do, without doing it. */
export async function checkConsentImport(ctx: Ctx, shopId: string, file: GivenConsentFile): Promise<ImportResult> {
  const read = readConsentFile(file.csv, await shopOf(ctx, shopId), ctx.clock.now());
  if (read.outcome === "wrong") return read;
  const planned = await planConsentImport(ctx, shopId, read.lines);
  return { outcome: "checked", sums: sumUp(planned, read.leftOut), unused: read.unused };
}

/** Some thousand lines with a few statements each, on the one connection of the embedded database. */
const transactionLimits = { maxWait: 20_000, timeout: 240_000 };

/**
 * Takes a file of decisions into the ledger, all of it or nothing: each with the file's proof. The same file again adds
 * nothing, nor does a line that was in another file. A yes takes back no no; a no also stops what was waiting.
 */
export async function importConsent(ctx: Ctx, shopId: string, file: GivenConsentFile): Promise<ImportResult> {
  const { clock, ids, log } = ctx;
  const read = readConsentFile(file.csv, await shopOf(ctx, shopId), clock.now());
  if (read.outcome === "wrong") return read;
  const planned = await ctx.db.$transaction(async (tx) => {
    const inTx: TxCtx = { tx, clock, ids, log };
    const lines = await planConsentImport({ db: tx, ids }, shopId, read.lines);
    // One order for all, so that two files at once wait for each other instead of deadlocking.
    const ordered = lines
      .filter(({ outcome }) => outcome === "add")
      .toSorted((a, b) => (a.phone.canonical < b.phone.canonical ? -1 : 1));
    for (const line of ordered) await takeIn(inTx, shopId, line, file.fileName);
    return lines;
  }, transactionLimits);
  log.info("consent_imported", { shopId, ...sumUp(planned, read.leftOut) });
  return { outcome: "imported", sums: sumUp(planned, read.leftOut), unused: read.unused };
}

async function takeIn(ctx: TxCtx, shopId: string, line: PlannedLine, fileName: string): Promise<void> {
  const { phone, firstName, lastName, locale, country, state, purpose, at, wording, where, note } = line;
  const person = { phones: [{ raw: phone.e164 }], firstName, lastName, locale, country };
  const contact = await findOrMakeContact(ctx, shopId, person);
  if (!contact) return;
  const change = {
    shopId,
    contactId: contact.contactId,
    purposes: [purpose],
    source: "import" as const,
    evidence: {
      ...(wording ? { wording } : {}),
      ...(where ? { where } : {}),
      ...(note ? { note } : {}),
      file: fileName.replaceAll("\u0000", ""),
      line: line.line,
    },
    occurredAt: at,
    dedupeKey: `${line.dedupeKey}:${contact.contactId}`,
  };
  if (state === "revoked") await optOut(ctx, change);
  else await optIn(ctx, change);
}

function shopOf({ db }: Ctx, shopId: string) {
  return db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { country: true, timeZone: true } });
}

import { erasedOptOutsAmong } from "../consent/erased-opt-outs.ts";
import type { Ids, Tx } from "../ports.ts";
import { weightOf } from "../shared/consent-sources.ts";
import { isHeldBack, wordColumns, type ConsentWord } from "../shared/consent-state.ts";
import type { ConsentLineGiven, LeftOut } from "./consent-file.ts";

/** What becomes of one line of a file. */
export type PlannedLine = ConsentLineGiven & {
  dedupeKey: string;
  /** "add"; "known": it was taken in before, or is on record by whatever way it came; "said_no": a yes of somebody whose standing word, here or in the file, is a no, which no file takes back. */
  outcome: "add" | "known" | "said_no";
  isNewPerson: boolean;
};

type Reader = { db: Tx; ids: Ids };

/**
 * What a file would do, line by line, without doing it. Reads in five statements however long the file is. Indexes:
 * ContactIdentity's key, Contact_merged, ConsentEntry (shopId, contactId, …), ErasedOptOut's key.
 */
export async function planConsentImport(
  { db, ids }: Reader,
  shopId: string,
  lines: readonly ConsentLineGiven[],
): Promise<PlannedLine[]> {
  const phones = [...new Set(lines.map(({ phone }) => phone.canonical))];
  const identities = await db.contactIdentity.findMany({
    where: { shopId, kind: "phone", value: { in: phones } },
    select: { value: true, contactId: true },
  });
  const contactOf = new Map(identities.map(({ value, contactId }) => [value, contactId]));
  const known = [...new Set(contactOf.values())];
  const merged = await db.contact.findMany({
    where: { shopId, mergedIntoId: { in: known } },
    select: { id: true, mergedIntoId: true },
  });
  // What was recorded of somebody before they were merged stays where it was written.
  const ownerOf = new Map([
    ...known.map((id) => [id, id] as const),
    ...merged.map(({ id, mergedIntoId }) => [id, mergedIntoId ?? id] as const),
  ]);
  const entries = await db.consentEntry.findMany({
    where: { shopId, contactId: { in: [...ownerOf.keys()] } },
    select: { contactId: true, purpose: true, dedupeKey: true, ...wordColumns },
  });
  const byOwner = Map.groupBy(entries, ({ contactId }) => ownerOf.get(contactId) ?? contactId);
  const unknown = phones.filter((phone) => !contactOf.has(phone));
  const erased = await erasedOptOutsAmong({ db, ids }, shopId, unknown);

  const noesOf = Map.groupBy(
    lines.filter(({ state }) => state === "revoked"),
    personOf,
  );
  const seen = new Set<string>();
  return lines.map((given) => {
    const { phone, purpose, state, at, writtenAt } = given;
    const dedupeKey = `import:${state}:${writtenAt.toISOString()}`;
    const contactId = contactOf.get(phone.canonical);
    const own = (contactId ? (byOwner.get(contactId) ?? []) : []).filter((entry) => entry.purpose === purpose);
    const inFile = `${personOf(given)}:${dedupeKey}`;
    const before =
      seen.has(inFile) || own.some((entry) => entry.source === "import" && entry.dedupeKey.startsWith(`${dedupeKey}:`));
    seen.add(inFile);
    // A merge wrote what both had said into the one that was kept; only that one's ledger tells what stands.
    const ledger = own.filter((entry) => entry.contactId === contactId);
    const isOnRecord = own.some((entry) => saysSame(entry, given)) || ledger.some((entry) => outweighsNo(entry, given));
    // From one file as from two: its own noes count too.
    const noesInFile = (noesOf.get(personOf(given)) ?? []).filter((no) => no.at <= at).map(asWord);
    const wasErased = erased.get(phone.canonical)?.includes(purpose) ?? false;
    const saidNo = wasErased || isHeldBack([...ledger, ...noesInFile], "import");
    return {
      ...given,
      dedupeKey,
      outcome: before || isOnRecord ? "known" : state === "granted" && saidNo ? "said_no" : "add",
      isNewPerson: contactId === undefined,
    };
  });
}

function personOf({ phone, purpose }: ConsentLineGiven): string {
  return `${phone.canonical}:${purpose}`;
}

function asWord({ state, at }: ConsentLineGiven): ConsentWord {
  return { state, occurredAt: at, source: "import" };
}

/** Our own export, come back. */
function saysSame(entry: ConsentWord, { state, at }: ConsentLineGiven): boolean {
  return (
    entry.state === state &&
    entry.occurredAt.getTime() === at.getTime() &&
    weightOf(entry) >= weightOf({ state, source: "import" })
  );
}

/** A no of later, at least as strong: what lifts that lifts this one too. An earlier yes may bring a proof, and is kept. */
function outweighsNo(entry: ConsentWord, { state, at }: ConsentLineGiven): boolean {
  if (state !== "revoked" || entry.state !== "revoked") return false;
  return entry.occurredAt >= at && weightOf(entry) >= weightOf({ state, source: "import" });
}

/** What a file would do or has done, in numbers. */
export type ImportSums = {
  lines: number;
  added: number;
  granted: number;
  revoked: number;
  known: number;
  saidNo: number;
  newPeople: number;
  /** Lines that are no decision to take in (consent-file.ts). */
  unconfirmed: number;
  noPhone: number;
  noProof: number;
};

export function sumUp(planned: readonly PlannedLine[], leftOut: readonly LeftOut[]): ImportSums {
  const added = planned.filter(({ outcome }) => outcome === "add");
  const count = (is: (line: PlannedLine) => boolean) => added.filter(is).length;
  return {
    lines: planned.length + leftOut.length,
    added: added.length,
    granted: count(({ state }) => state === "granted"),
    revoked: count(({ state }) => state === "revoked"),
    known: planned.filter(({ outcome }) => outcome === "known").length,
    saidNo: planned.filter(({ outcome }) => outcome === "said_no").length,
    newPeople: new Set(added.filter(({ isNewPerson }) => isNewPerson).map(({ phone }) => phone.canonical)).size,
    unconfirmed: leftOut.filter((why) => why === "unconfirmed").length,
    noPhone: leftOut.filter((why) => why === "no_phone").length,
    noProof: leftOut.filter((why) => why === "no_proof").length,
  };
}

export const longestLinkName = 60;
const longestText = 300;
/**
 * Of the address, in which a letter of Japanese or Hindi takes nine characters. As a code of level Q so many fill at most
 * version 25, 125 squares across with its margin: printed three centimetres wide a square measures 0.24 mm, four points of a
 * phone's moving picture from ten centimetres away. Finer ones are read by some phones only.
 */
const longestAddress = 700;

export const lettersOfCode = 7;

/** How many characters a text may have that goes on as it does: letters that take more of the address leave room for fewer. */
export function longestLinkText({ text, phone }: { text: string; phone: string }): number {
  const empty = addressOf({ phone, text: "", code: "-".repeat(lettersOfCode) });
  return Math.min(longestText, fittingInto(longestAddress - empty.length, text.trim()));
}

/** As many characters of this text as an address with so much room holds, and how many more like them. */
function fittingInto(room: number, text: string): number {
  let left = room;
  let fitting = 0;
  for (const letter of text) {
    const size = encode(letter).length;
    if (size > left) return fitting;
    left -= size;
    fitting += letter.length;
  }
  return text === "" ? room : fitting + Math.floor((left * fitting) / (room - left));
}

/** What stands at the end of the text, and is how the chat is counted. */
export function referenceOf({ code }: { code: string }): string {
  return `(ref: L-${code})`;
}

/** The plain link: works on every phone without any script, and the shopper sees what it will say. */
export function addressOf({ phone, text, code }: { phone: string; text: string; code: string }): string {
  return `https://wa.me/${phone}?text=${encode(`${text} ${referenceOf({ code })}`)}`;
}

/** Half of a letter, as cutting leaves it, is no text that can be encoded. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

import PDFDocument from "pdfkit";
import type { Receipt } from "#app/core/templates/receipt/receipt.ts";
import { receiptFonts } from "./fonts.ts";
import { visualRuns, type Run } from "./visual-runs.ts";

const margin = 56;
const ink = "#1a1a1a";
const faint = "#616161";
const rule = "#d9d9d9";
/** A title longer than this is cut: three lines say enough of it. */
const linesOfName = 3;
const quantityWidth = 70;
const amountWidth = 120;
const gap = 12;

type Measured = { runs: (Run & { width: number })[]; width: number };
type Side = "start" | "end";
type Style = { size: number; color: string };
const body: Style = { size: 10.5, color: ink };
const small: Style = { size: 9, color: faint };

/** A receipt as a PDF, A4, in any of the ten languages, from right to left where the language is. */
export async function printReceipt(receipt: Receipt): Promise<Uint8Array<ArrayBuffer>> {
  const document = new PDFDocument({
    size: "A4",
    margin,
    font: "",
    lang: receipt.language,
    displayTitle: true,
    info: { Title: `${receipt.title} ${receipt.facts[0]?.value ?? ""}`.trim(), CreationDate: receipt.writtenAt },
  });
  for (const { name, bytes } of receiptFonts()) document.registerFont(name, bytes);
  const finished = collect(document);
  drawReceipt(document, receipt);
  document.end();
  return finished;
}

function collect(document: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    document.on("data", (part: Buffer) => parts.push(part));
    document.on("end", () => resolve(Uint8Array.from(Buffer.concat(parts))));
    document.on("error", reject);
  });
}

function drawReceipt(document: PDFKit.PDFDocument, receipt: Receipt): void {
  const pen = createPen(document, receipt.direction);
  const { width } = pen;
  const bottom = document.page.height - margin;
  let y = margin;

  function room(height: number): void {
    if (y + height <= bottom) return;
    document.addPage();
    y = margin;
  }
  function line(color = rule): void {
    document
      .moveTo(margin, y)
      .lineTo(margin + width, y)
      .lineWidth(0.75)
      .strokeColor(color)
      .stroke();
    y += gap;
  }

  for (const part of pen.wrap(receipt.shopName, width, { size: 12, color: faint }, 2)) {
    pen.text(part, 0, width, y, "start", { size: 12, color: faint });
    y += 18;
  }
  pen.text(receipt.title, 0, width, y, "start", { size: 22, color: ink });
  y += 40;
  for (const { label, value } of receipt.facts) {
    pen.text(label, 0, 120, y, "start", { ...body, color: faint });
    pen.text(value, 120, width - 120, y, "start", body);
    y += 17;
  }
  y += gap * 1.5;

  const nameWidth = width - quantityWidth - amountWidth - 2 * gap;
  const quantityAt = nameWidth + gap;
  const amountAt = quantityAt + quantityWidth + gap;
  pen.text(receipt.columns.item, 0, nameWidth, y, "start", small);
  pen.text(receipt.columns.quantity, quantityAt, quantityWidth, y, "end", small);
  pen.text(receipt.columns.amount, amountAt, amountWidth, y, "end", small);
  y += 18;
  line();
  for (const { name, quantity, amount } of receipt.lines) {
    const parts = pen.wrap(name, nameWidth, body, linesOfName);
    room(parts.length * 15 + 6);
    pen.text(quantity, quantityAt, quantityWidth, y, "end", body);
    pen.text(amount, amountAt, amountWidth, y, "end", body);
    for (const part of parts) {
      pen.text(part, 0, nameWidth, y, "start", body);
      y += 15;
    }
    y += 6;
  }
  room((receipt.sums.length + receipt.included.length) * 18 + 60);
  line();
  receipt.sums.forEach(({ label, amount }, index) => {
    const isTotal = index === receipt.sums.length - 1;
    if (isTotal && index > 0) {
      y += 2;
      line();
    }
    const style = isTotal ? { size: 13, color: ink } : { ...body, color: faint };
    pen.text(label, 0, width - amountWidth - gap, y, "start", style);
    pen.text(amount, width - amountWidth - 40, amountWidth + 40, y, "end", { ...style, color: ink });
    y += 18;
  });
  for (const { label, amount } of receipt.included) {
    pen.text(label, 0, width - amountWidth - gap, y, "start", small);
    pen.text(amount, width - amountWidth, amountWidth, y, "end", small);
    y += 15;
  }
  y += gap * 2;
  for (const part of pen.wrap(receipt.note, width, small, 4)) {
    room(14);
    pen.text(part, 0, width, y, "start", small);
    y += 14;
  }
}

/** Writes single lines into boxes that are measured from the side where the language begins. */
function createPen(document: PDFKit.PDFDocument, direction: Receipt["direction"]) {
  const width = document.page.width - 2 * margin;
  // Features given, even none, make the shaper see the whole run at once: words of Arabic keep their order.
  const whole = { lineBreak: false, features: [] as PDFKit.Mixins.OpenTypeFeatures[] };

  const known = new Map<string, Measured>();

  function measured(text: string, { size }: Style): Measured {
    const key = `${size} ${text}`;
    const before = known.get(key);
    if (before) return before;
    const runs = visualRuns(text, direction).map((run) => {
      document.font(run.font).fontSize(size);
      return { ...run, width: document.widthOfString(run.text, whole) };
    });
    const it = { runs, width: runs.reduce((sum, run) => sum + run.width, 0) };
    known.set(key, it);
    return it;
  }

  return {
    width,

    text(text: string, from: number, boxWidth: number, y: number, side: Side, style: Style): void {
      const { runs, width: length } = measured(text, style);
      const leftOfBox = margin + (direction === "ltr" ? from : width - from - boxWidth);
      const toRight = (side === "end") === (direction === "ltr");
      let x = leftOfBox + (toRight ? boxWidth - length : 0);
      document.fillColor(style.color);
      for (const run of runs) {
        // The baseline, not the top: fonts of different scripts differ in height, and stand on one line.
        document
          .font(run.font)
          .fontSize(style.size)
          .text(run.text, x, y + style.size, { ...whole, baseline: "alphabetic" });
        x += run.width;
      }
    },

    /** The text in lines no wider than the box; what is beyond the last is cut. Shaping is dear: each word is measured once. */
    wrap(text: string, boxWidth: number, style: Style, most: number): string[] {
      const widthOf = (part: string) => measured(part, style).width;
      const lines: { text: string; width: number }[] = [{ text: "", width: 0 }];
      for (const { segment } of words.segment(text.trim())) {
        for (const part of widthOf(segment) > boxWidth ? segment : [segment]) {
          const line = lines[lines.length - 1];
          if (line && line.width + widthOf(part.trimEnd()) <= boxWidth) {
            line.text += part;
            line.width += widthOf(part);
          } else if (part.trim() !== "") {
            if (lines.length === most)
              return [...lines.slice(0, -1).map((one) => one.text.trim()), cut(line?.text ?? "")];
            lines.push({ text: part, width: widthOf(part) });
          }
        }
      }
      return lines.map((one) => one.text.trim());
    },
  };
}

const words = new Intl.Segmenter("en", { granularity: "word" });

/** Some letters less, to make room for the sign that there was more. */
function cut(line: string): string {
  return `${[...line.trim()].slice(0, -2).join("").trim()}…`;
}

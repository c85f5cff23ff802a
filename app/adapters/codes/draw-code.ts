import QRCode from "qrcode";

/** A quarter of a printed code may be scratched or folded away and it is still read. */
const options = { errorCorrectionLevel: "Q", margin: 4 } as const;

/** An address as a QR code, in lines: sharp at any size. Null: it is longer than the largest code holds. */
export async function drawCodeAsSvg(address: string): Promise<string | null> {
  return holds(address) ? QRCode.toString(address, { ...options, type: "svg" }) : null;
}

/** The same in points, wide enough for print on a page. */
export async function drawCodeAsPng(address: string): Promise<Buffer | null> {
  return holds(address) ? QRCode.toBuffer(address, { ...options, type: "png", width: 1_200 }) : null;
}

function holds(address: string): boolean {
  try {
    QRCode.create(address, options);
    return true;
  } catch {
    return false;
  }
}

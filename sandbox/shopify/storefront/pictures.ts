import { createHash } from "node:crypto";
import type { Product } from "../state/types.ts";

/** A calm drawing of grained wood, different for each thing; no photograph has to be shipped. */
export function productPicture(product: Product): string {
  const seed = createHash("sha256").update(product.handle).digest();
  const byte = (index: number) => seed[index] ?? 0;
  const hue = 24 + (byte(0) % 18);
  const rings = Array.from({ length: 7 }, (_, index) => {
    const rx = 60 + index * 52 + (byte(index + 1) % 22);
    return `<ellipse cx="${360 + (byte(9) % 90)}" cy="${390 + (byte(10) % 60)}" rx="${rx}" ry="${Math.round(rx * 0.72)}" fill="none" stroke="hsl(${hue} 38% ${42 + index * 4}%)" stroke-width="${3 + (byte(index + 11) % 7)}" opacity=".45"/>`;
  }).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800" role="img"><defs><clipPath id="c"><rect x="110" y="110" width="580" height="580" rx="${40 + (byte(20) % 250)}"/></clipPath></defs><rect width="800" height="800" fill="hsl(${hue + 10} 42% 94%)"/><g clip-path="url(#c)"><rect width="800" height="800" fill="hsl(${hue} 45% 62%)"/>${rings}</g></svg>`;
}

// Colours are `#rrggbb`, so that what can be read on them is known without a canvas.

const BLACK = "#000000";
const WHITE = "#ffffff";

/** Whether `value` is a colour that we take. */
export function isColor(value: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(value);
}

/** Text that can be read on `color`: white, or black where white is too pale. One of them always has 4.5:1. */
export function textOn(color: string): string {
  return contrast(color, WHITE) >= 4.5 ? WHITE : BLACK;
}

/** `color`, moved towards black or white until text of it can be read on `ground` (4.5:1). */
export function readableOn(ground: string, color: string): string {
  const towards = luminance(ground) > 0.18 ? 0 : 255;
  for (let part = 0; part < 1; part += 0.05) {
    const mixed = mix(color, towards, part);
    if (contrast(ground, mixed) >= 4.5) return mixed;
  }
  return textOn(ground);
}

/** The contrast of WCAG, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(color: string): number {
  const linear = (at: number) => {
    const part = channel(color, at) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5);
}

function mix(color: string, towards: number, part: number): string {
  const one = (at: number) => {
    const value = Math.round(channel(color, at) * (1 - part) + towards * part);
    return value.toString(16).padStart(2, "0");
  };
  return `#${one(1)}${one(3)}${one(5)}`;
}

function channel(color: string, at: number): number {
  return Number.parseInt(color.slice(at, at + 2), 16);
}

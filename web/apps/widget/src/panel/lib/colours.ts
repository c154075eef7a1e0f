import { contrast, readableOn, textOn } from "../../shared/color.ts";

const SURFACE = { light: "#ffffff", dark: "#191d27" };
/** Below this a filled button is lost on its ground. */
const SEEN = 1.5;

/** The page's colour as custom properties: each is made readable on either theme. None, where the page names none. */
export function colours(color: string | undefined): Record<string, string> {
  if (color === undefined) return {};
  const fill = (ground: string) => (contrast(ground, color) < SEEN ? readableOn(ground, color) : color);
  const [light, dark] = [fill(SURFACE.light), fill(SURFACE.dark)];
  return {
    "--fill": `light-dark(${light}, ${dark})`,
    "--on-fill": `light-dark(${textOn(light)}, ${textOn(dark)})`,
    "--accent": `light-dark(${readableOn(SURFACE.light, color)}, ${readableOn(SURFACE.dark, color)})`,
    "--header": color,
    "--on-header": textOn(color),
  };
}

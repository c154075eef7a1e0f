import { later } from "./later";

let isLoaded = false;

/** What Motion needs to move anything. Nothing needs it to be shown: it comes after what does. */
export async function motionFeatures() {
  try {
    await new Promise<void>((resolve) => later(resolve));
    const { features } = await import("./motion-features");
    isLoaded = true;
    return features;
  } catch {
    return notYet();
  }
}

/** Before, what enters is there at once: it would wait unseen for its movement. */
export function canMove(): boolean {
  return isLoaded;
}

/** Without it, as when the network is gone by then, nothing moves, and nothing else is wrong. */
function notYet(): Promise<never> {
  return new Promise(() => undefined);
}

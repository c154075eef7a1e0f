/** A part of the page that could not be fetched: no network, or a newer version has replaced it. */
export class PartMissing extends Error {
  override name = "PartMissing";
}

/** A script that comes later, such as `part(() => import("./page"))`. Why it does not is told by the view that is shown instead. */
export function part<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => {
    try {
      return await load();
    } catch (cause) {
      throw new PartMissing("a part of the page could not be loaded", { cause });
    }
  };
}

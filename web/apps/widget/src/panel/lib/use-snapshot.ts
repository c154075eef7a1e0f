import { useEffect, useState } from "preact/hooks";
import type { Engine, Snapshot } from "../../chat/types.ts";

/** What the engine shows now. */
export function useSnapshot(engine: Engine): Snapshot {
  const [snapshot, setSnapshot] = useState(engine.snapshot);
  useEffect(() => {
    const update = () => setSnapshot(engine.snapshot());
    // It may have changed since it was first drawn.
    update();
    return engine.subscribe(update);
  }, [engine]);
  return snapshot;
}

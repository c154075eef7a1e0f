import { Failure } from "@tkt/api/failure";
import { useEffect, useState } from "react";
import { toastFailure } from "../components/toast";
import { texts } from "../texts/texts";
import { later } from "./later";

/**
 * Something whose script is not part of the page's first load: `undefined` until it is there. It is
 * fetched when it is `wanted`, or in advance when the first view is there. When that fails, the agent is told and
 * `onFailure` takes the wish back; the next one tries again.
 */
export function useLoaded<T>(load: () => Promise<T>, wanted: boolean, onFailure: () => void): T | undefined {
  const [loaded, setLoaded] = useState<{ value: T }>();
  const isMissing = loaded === undefined;
  useEffect(() => {
    if (!isMissing) return;
    let isCurrent = true;
    async function fetchIt() {
      try {
        const value = await load();
        if (isCurrent) setLoaded({ value });
      } catch (thrown) {
        if (!isCurrent || !wanted) return;
        toastFailure(texts.common.failure[Failure.from(thrown).kind]);
        onFailure();
      }
    }
    let stop = () => {};
    if (wanted) fetchIt();
    else stop = later(fetchIt);
    return () => {
      isCurrent = false;
      stop();
    };
  }, [load, wanted, onFailure, isMissing]);
  return loaded?.value;
}

import { texts } from "../../../texts/texts";
import { useKeysAreOn } from "../lib/key-setting";

/** The key of a command, or two one after the other, such as `g t`. Not shown while single keys are off. */
export function Keys({ keys }: { keys: string }) {
  const areOn = useKeysAreOn();
  return areOn && <Pressed keys={keys.split(" ")} between={texts.commands.help.after} />;
}

/** Keys as they stand on a keyboard; `between` says how they belong together. */
export function Pressed({ keys, between }: { keys: readonly string[]; between: string }) {
  return (
    <span className="inline-flex shrink-0 items-center gap-1 text-meta text-muted">
      {keys.map((key, index) => (
        <span key={key} className="inline-flex items-center gap-1">
          {index > 0 && <span>{between}</span>}
          <kbd className="inline-flex h-6 min-w-6 items-center justify-center rounded-control border border-line bg-page px-1.5 font-mono text-meta text-text">
            {key}
          </kbd>
        </span>
      ))}
    </span>
  );
}

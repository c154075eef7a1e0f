import { AnimatePresence, m } from "motion/react";
import type { ReactNode } from "react";
import { canMove } from "../lib/motion";

type Props = {
  /** Whether it is there; while it goes, it shows what it showed last. */
  isThere: boolean;
  /** Where it comes from, in pixels above its place. */
  from?: number;
  className?: string;
  children: ReactNode;
};

/** What comes and goes while one looks, such as a notice: it fades in and out over a few pixels. */
export function Passing({ isThere, from = 6, className, children }: Props) {
  const away = { opacity: 0, y: -from };
  return (
    <AnimatePresence initial={false}>
      {isThere && (
        <m.div
          initial={canMove() && away}
          animate={{ opacity: 1, y: 0 }}
          exit={away}
          {...(className && { className })}
        >
          {children}
        </m.div>
      )}
    </AnimatePresence>
  );
}

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog as Base } from "@base-ui/react/dialog";
import { Button, IconButton } from "@tkt/ui/button";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { texts } from "../texts/texts";

const BACKDROP =
  "fixed inset-0 z-40 bg-backdrop transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0";
const POPUP =
  "fixed inset-x-0 bottom-0 z-40 max-h-[92dvh] scroll-pt-16 scroll-pb-20 overflow-y-auto rounded-t-card bg-surface p-5 text-text shadow-float outline-none transition-[opacity,translate] data-[ending-style]:translate-y-2 data-[ending-style]:opacity-0 data-[starting-style]:translate-y-2 data-[starting-style]:opacity-0 sm:inset-x-auto sm:top-[10dvh] sm:bottom-auto sm:left-1/2 sm:max-h-[80dvh] sm:w-full sm:-translate-x-1/2 sm:rounded-card";

type Props = {
  open: boolean;
  /** Without it the dialog has no way out but what stands in it. */
  onClose?: () => void;
  title: string;
  children: ReactNode;
  wide?: boolean;
};

/**
 * A dialog that Escape, the cross and a click beside it close: from the bottom on a phone, centred elsewhere.
 * It begins at the control that bears `data-first-focus`, else at the cross.
 */
export function Dialog({ open, onClose, title, children, wide = false }: Props) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose?.()}>
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup
          ref={popup}
          initialFocus={() => firstFocus(popup.current) ?? true}
          className={`${POPUP} ${wide ? "sm:max-w-2xl" : "sm:max-w-md"}`}
        >
          <div className="sticky -top-5 z-10 -mx-5 -mt-5 mb-2 flex items-center justify-between gap-4 bg-surface px-5 pt-4 pb-2">
            <Base.Title className="text-title font-semibold">{title}</Base.Title>
            {onClose && (
              <Base.Close render={<IconButton label={texts.common.close} />}>
                <X aria-hidden="true" size={20} />
              </Base.Close>
            )}
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** On touch the dialog itself, so that no keyboard jumps up and covers it. */
function firstFocus(popup: HTMLElement | null): HTMLElement | null {
  if (matchMedia("(pointer: coarse)").matches) return popup;
  return popup?.querySelector<HTMLElement>("[data-first-focus]") ?? null;
}

type ConfirmProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** What the button that goes on says, such as "Delete ticket". */
  act: string;
  keep: string;
  busy?: boolean;
  onConfirm: () => void;
};

/** A question before something that cannot be undone. Only its two buttons and Escape end it. */
export function Confirm({
  open,
  onClose,
  title,
  children,
  act,
  keep,
  busy = false,
  onConfirm,
}: ConfirmProps) {
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={BACKDROP} />
        <AlertDialog.Popup className={`${POPUP} sm:max-w-md`}>
          <AlertDialog.Title className="text-title font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />} className="mt-2 text-body text-muted">
            {children}
          </AlertDialog.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close render={<Button />}>{keep}</AlertDialog.Close>
            <Button look="danger" busy={busy} onClick={onConfirm}>
              {act}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

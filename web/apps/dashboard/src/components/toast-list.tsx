import { Toast } from "@base-ui/react/toast";
import { buttonClass, IconButton } from "@tkt/ui/button";
import { X } from "lucide-react";
import { useEffect } from "react";
import { texts } from "../texts/texts";
import { showToasts, type Told } from "./toast-queue";

const manager = Toast.createToastManager();

function show({ title, description, action, failed }: Told): void {
  const id = manager.add({
    title,
    ...(description && { description }),
    ...(failed && { type: "failure", priority: "high" }),
    timeout: failed || action ? 10_000 : 4_000,
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          manager.close(id);
          action.run();
        },
      },
    }),
  });
}

/** The toasts, as Base UI shows and announces them. */
export function ToastList() {
  // The provider below listens by then.
  useEffect(() => showToasts(show), []);
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-4 z-50 mx-auto grid max-w-sm gap-2 sm:right-4 sm:left-auto sm:w-96">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function List() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((shown) => (
    <Toast.Root
      key={shown.id}
      toast={shown}
      className="flex flex-wrap items-start justify-end gap-x-3 rounded-card border border-line bg-surface py-2 pr-2 pl-4 text-text shadow-float transition-[opacity,translate] data-[ending-style]:opacity-0 data-[starting-style]:translate-y-2 data-[starting-style]:opacity-0 data-[type=failure]:border-danger"
    >
      <Toast.Content className="min-w-0 flex-1 basis-32 py-2 text-body">
        <Toast.Title className="font-medium" />
        <Toast.Description className="text-muted" />
      </Toast.Content>
      {shown.actionProps && <Toast.Action className={buttonClass("quiet", "px-3 text-accent!")} />}
      <Toast.Close render={<IconButton label={texts.common.close} />}>
        <X aria-hidden="true" size={18} />
      </Toast.Close>
    </Toast.Root>
  ));
}

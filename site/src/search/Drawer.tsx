import { useEffect, useRef } from "preact/hooks";

interface Props {
  title: string;
  action: string;
  onClose: () => void;
  children: preact.ComponentChildren;
}

/** A dialog over the page, for small screens; the browser keeps the focus in it and gives it back. */
export function Drawer({ title, action, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current!.showModal(), []);
  return (
    <dialog ref={dialog} class="drawer" aria-labelledby="drawer-title" onClose={onClose}>
      <div class="drawer__head">
        <h2 id="drawer-title">{title}</h2>
        <button type="button" class="usa-button usa-button--unstyled" onClick={() => dialog.current!.close()}>
          Close
        </button>
      </div>
      <div class="drawer__body">{children}</div>
      <div class="drawer__foot">
        <button type="button" class="usa-button" onClick={() => dialog.current!.close()}>
          {action}
        </button>
      </div>
    </dialog>
  );
}

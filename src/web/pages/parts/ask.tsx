import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

interface AskProps {
  readonly yes: string;
  readonly no: string;
  /** Whether it cannot be taken back. */
  readonly isFinal?: boolean;
  /** Default: true. */
  readonly isPossible?: boolean;
  readonly onYes: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * Asks before something that affects many or cannot be taken back. The question itself has the focus, so a double click or a key
 * held down answers nothing. Escape means no, and the focus returns to where it was.
 */
export function Ask(props: AskProps) {
  const { yes, no, isFinal, isPossible = true, onYes, onClose, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.focus();
  }, []);
  const answerYes = () => {
    dialog.current?.close();
    onYes();
  };
  return (
    <dialog ref={dialog} className="card ask" aria-label="Confirm" tabIndex={-1} onClose={onClose}>
      {children}
      <div className="actions">
        <button
          className={isFinal ? 'danger' : 'main-action'}
          disabled={!isPossible}
          onClick={answerYes}
        >
          {yes}
        </button>
        <button onClick={() => dialog.current?.close()}>{no}</button>
      </div>
    </dialog>
  );
}

import { useState } from 'react';
import type { ReactNode } from 'react';
import { call } from '../api.ts';
import { useSession } from '../session.tsx';
import { useAnnounce } from './announcer.tsx';

interface ActionProps<Answer> {
  /** For example `LaneService/PauseLane`. */
  readonly method: string;
  readonly request: object;
  /** Returns the message to show on success. */
  readonly done: (answer: Answer) => string;
  readonly onDone?: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A button that sends a command once per click, however often the network repeats it. Hidden from viewers. */
export function Action<Answer>(props: ActionProps<Answer>) {
  const { method, request, done, onDone, className, children } = props;
  const { mayAct } = useSession();
  const { order, busy } = useOrder<Answer>();
  if (!mayAct) return null;
  return (
    <button
      className={className}
      aria-disabled={busy}
      onClick={() => {
        void order(method, request).then((answer) => {
          if (answer === null) return;
          order.announce(done(answer));
          onDone?.();
        });
      }}
    >
      {children}
    </button>
  );
}

/**
 * Sends a command and announces its failure. While it is on its way, further clicks do nothing; a button that is disabled for that
 * time would lose the focus.
 */
export function useOrder<Answer>() {
  const [busy, setBusy] = useState(false);
  const announce = useAnnounce();
  const { check } = useSession();
  const send = async (method: string, request: object): Promise<Answer | null> => {
    if (busy) return null;
    setBusy(true);
    try {
      return await call<Answer>(method, { requestId: crypto.randomUUID(), ...request });
    } catch (error) {
      check(error as Error);
      announce((error as Error).message, 'bad');
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { order: Object.assign(send, { announce }), busy };
}

import { useState } from 'react';
import type { ReactNode } from 'react';
import { call } from '../api.ts';
import { useSession } from '../session.tsx';
import { useAnnounce } from './announcer.tsx';

interface ActionProps<Answer> {
  /** As `LaneService/PauseLane`. */
  readonly method: string;
  readonly request: object;
  /** What to say when it is done. */
  readonly done: (answer: Answer) => string;
  readonly onDone?: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A button that orders something once per press, however often the network repeats it. Not there for who may only look. */
export function Action<Answer>(props: ActionProps<Answer>) {
  const { method, request, done, onDone, className, children } = props;
  const { mayAct } = useSession();
  const { order, busy } = useOrder<Answer>();
  if (!mayAct) return null;
  return (
    <button
      className={className}
      disabled={busy}
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

/** Orders something and tells when it goes wrong. */
export function useOrder<Answer>() {
  const [busy, setBusy] = useState(false);
  const announce = useAnnounce();
  const { check } = useSession();
  const send = async (method: string, request: object): Promise<Answer | null> => {
    setBusy(true);
    try {
      return await call<Answer>(method, { ...request, requestId: crypto.randomUUID() });
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

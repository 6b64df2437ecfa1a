import { useState } from 'react';
import { useOrder } from '../parts/action.tsx';
import type { Letter } from './types.ts';

/** Discards a dead letter after a second click. */
export function Discard({ letter, onDone }: { letter: Letter; onDone: () => void }) {
  const [asked, setAsked] = useState(false);
  const { order, busy } = useOrder();
  const discard = async () => {
    const filter = { ids: [letter.id] };
    if (!(await order('DeadLetterService/DiscardDeadLetters', { filter }))) return;
    order.announce('The dead letter is discarded.');
    onDone();
  };
  if (!asked) return <button onClick={() => setAsked(true)}>Discard …</button>;
  return (
    <>
      <button className="danger" disabled={busy} onClick={() => void discard()}>
        Discard for good
      </button>
      <button onClick={() => setAsked(false)}>Keep it</button>
    </>
  );
}

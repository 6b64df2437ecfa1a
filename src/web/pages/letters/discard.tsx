import { useState } from 'react';
import { useOrder } from '../parts/action.tsx';
import { Ask } from '../parts/ask.tsx';
import type { Letter } from './types.ts';

/** Discards a dead letter, if that is confirmed. */
export function Discard({ letter, onDone }: { letter: Letter; onDone: () => void }) {
  const [asked, setAsked] = useState(false);
  const { order, busy } = useOrder();
  const discard = async () => {
    const filter = { ids: [letter.id] };
    if (!(await order('DeadLetterService/DiscardDeadLetters', { filter }))) return;
    order.announce('The dead letter is discarded.');
    onDone();
  };
  return (
    <>
      <button aria-disabled={busy} onClick={() => setAsked(true)}>
        Discard …
      </button>
      {asked ? (
        <Ask
          yes="Discard for good"
          no="Keep it"
          isFinal
          onYes={() => void discard()}
          onClose={() => setAsked(false)}
        >
          <p>Its content is deleted for good; the target keeps what it has.</p>
        </Ask>
      ) : null}
    </>
  );
}

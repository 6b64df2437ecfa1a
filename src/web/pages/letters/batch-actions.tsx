import { useState } from 'react';
import { count, integer, plural } from '../format.ts';
import { useOrder } from '../parts/action.tsx';
import { useSession } from '../session.tsx';
import { PreviewList } from './preview-list.tsx';
import type { ReplayAnswer } from './types.ts';

interface BatchProps {
  readonly filter: object;
  readonly total: number;
  readonly onDone: () => void;
}

/** Replays or discards everything in the list, after a preview of what a replay would do. */
export function BatchActions({ filter, total, onDone }: BatchProps) {
  const { mayAct } = useSession();
  const { order, busy } = useOrder<ReplayAnswer & { discarded?: string }>();
  const [asked, setAsked] = useState<'replay' | 'discard' | null>(null);
  const [answer, setAnswer] = useState<ReplayAnswer | null>(null);
  if (!mayAct) return null;
  // The API requires `all` when there is no filter.
  const wanted = { filter, all: Object.keys(filter).length === 0 };
  const preview = async () => {
    const told = await order('DeadLetterService/ReplayDeadLetters', { ...wanted, dryRun: true });
    if (!told) return;
    setAnswer(told);
    setAsked('replay');
  };
  const carryOut = async () => {
    const method = asked === 'replay' ? 'ReplayDeadLetters' : 'DiscardDeadLetters';
    const done = await order(`DeadLetterService/${method}`, wanted);
    if (!done) return;
    const [number, what] =
      asked === 'replay' ? [done.replayed, 'being sent again'] : [done.discarded, 'discarded'];
    order.announce(`${plural(integer(number), 'dead letter')} ${what}.`);
    setAsked(null);
    onDone();
  };
  if (asked === null)
    return (
      <div className="actions batch">
        <button disabled={busy} onClick={() => void preview()}>
          Replay all …
        </button>
        <button disabled={busy} onClick={() => setAsked('discard')}>
          Discard all …
        </button>
      </div>
    );
  return (
    <section className="card ask" aria-label="Confirm">
      {asked === 'replay' ? (
        <>
          <PreviewList previews={answer?.previews ?? []} total={integer(answer?.replayed)} />
          <Left number={integer(answer?.left)} />
        </>
      ) : (
        <p>Their content is deleted for good; the targets keep what they have.</p>
      )}
      <div className="actions">
        <button
          className="main-action"
          disabled={busy || (asked === 'replay' && integer(answer?.replayed) === 0)}
          onClick={() => void carryOut()}
        >
          {asked === 'replay'
            ? `Replay ${count(integer(answer?.replayed))}`
            : `Discard ${count(total)}`}
        </button>
        <button onClick={() => setAsked(null)}>Cancel</button>
      </div>
    </section>
  );
}

function Left({ number }: { readonly number: number }) {
  if (number === 0) return null;
  return (
    <p>
      <strong>{plural(number, 'dead letter')}</strong> cannot be replayed: a row that never became a
      record is corrected in its source and read again; one of a lane that is not configured waits
      until it is, or is discarded.
    </p>
  );
}

import { useState } from 'react';
import { count, integer, plural } from '../format.ts';
import { useOrder } from '../parts/action.tsx';
import { Ask } from '../parts/ask.tsx';
import { useSession } from '../session.tsx';
import { PreviewList } from './preview-list.tsx';
import type { ReplayAnswer } from './types.ts';

interface BatchProps {
  readonly filter: object;
  readonly total: number;
  /** The id up to which they are counted. */
  readonly newestId: string | undefined;
  readonly onDone: () => void;
}

/** Replays or discards everything in the list, after a preview of what a replay would do. */
export function BatchActions({ filter, total, newestId, onDone }: BatchProps) {
  const { mayAct } = useSession();
  const { order, busy } = useOrder<ReplayAnswer & { discarded?: string }>();
  const [asked, setAsked] = useState<'replay' | 'discard' | null>(null);
  const [answer, setAnswer] = useState<ReplayAnswer | null>(null);
  // The list is loaded again while the question stands.
  const [counted, setCounted] = useState<Pick<BatchProps, 'total' | 'newestId'>>({
    total,
    newestId,
  });
  if (!mayAct) return null;
  // The API requires `all` when there is no filter.
  const wanted = { filter, all: Object.keys(filter).length === 0 };
  /** Without letters that have come since, which nobody has agreed to. */
  const upTo = (maxId: string | undefined) => ({ ...wanted, filter: { ...filter, maxId } });
  const preview = async () => {
    const told = await order('DeadLetterService/ReplayDeadLetters', { ...wanted, dryRun: true });
    if (!told) return;
    setAnswer(told);
    setAsked('replay');
  };
  const replayable = integer(answer?.replayed);
  const replay = async () => {
    const done = await order('DeadLetterService/ReplayDeadLetters', upTo(answer?.newestId));
    if (done) tell(done.replayed, 'being sent again');
  };
  const discard = async () => {
    const done = await order('DeadLetterService/DiscardDeadLetters', upTo(counted.newestId));
    if (done) tell(done.discarded, 'discarded');
  };
  const tell = (number: string | undefined, what: string) => {
    order.announce(`${plural(integer(number), 'dead letter')} ${what}.`);
    onDone();
  };
  return (
    <>
      <div className="actions batch">
        <button aria-disabled={busy} onClick={() => void preview()}>
          Replay all …
        </button>
        <button
          aria-disabled={busy}
          onClick={() => {
            setCounted({ total, newestId });
            setAsked('discard');
          }}
        >
          Discard all …
        </button>
      </div>
      {asked === 'replay' ? (
        <Ask
          yes={`Replay ${count(replayable)}`}
          no="Cancel"
          isPossible={replayable > 0}
          onYes={() => void replay()}
          onClose={() => setAsked(null)}
        >
          <PreviewList previews={answer?.previews ?? []} total={replayable} />
          <Left number={integer(answer?.left)} />
        </Ask>
      ) : null}
      {asked === 'discard' ? (
        <Ask
          yes={`Discard ${count(counted.total)}`}
          no="Cancel"
          isFinal
          onYes={() => void discard()}
          onClose={() => setAsked(null)}
        >
          <p>Their content is deleted for good; the targets keep what they have.</p>
        </Ask>
      ) : null}
    </>
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

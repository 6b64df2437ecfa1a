import { useState } from 'react';
import { pretty } from '../format.ts';
import { useOrder } from '../parts/action.tsx';
import { useSession } from '../session.tsx';
import { Document } from './letter-page.tsx';
import { effectWords, PreviewBody } from './preview-list.tsx';
import type { Letter, Preview, ReplayAnswer } from './types.ts';

interface MendingProps {
  readonly letter: Letter;
  readonly onChange: () => void;
}

/** Edit, see what would change in the target, then send; or give it up. */
export function Mending({ letter, onChange }: MendingProps) {
  const { mayAct } = useSession();
  const original = pretty(letter.documentJson ?? '');
  const [text, setText] = useState(original);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [asksDiscard, setAsksDiscard] = useState(false);
  const { order, busy } = useOrder<ReplayAnswer>();
  if (!mayAct) return <Document letter={letter} />;
  const mistake = mistakeIn(text);
  const edit = text === original ? {} : { documentJson: text };
  const request = { filter: { ids: [letter.id] }, ...edit };
  const look = async () => {
    const answer = await order('DeadLetterService/ReplayDeadLetters', { ...request, dryRun: true });
    setPreview(answer?.previews?.[0] ?? null);
  };
  const replay = async () => {
    const answer = await order('DeadLetterService/ReplayDeadLetters', request);
    if (!answer) return;
    order.announce('The dead letter is on its way again.');
    setPreview(null);
    onChange();
  };
  const discard = async () => {
    const answer = await order('DeadLetterService/DiscardDeadLetters', {
      filter: { ids: [letter.id] },
    });
    if (!answer) return;
    order.announce('The dead letter is discarded.');
    onChange();
  };
  return (
    <section className="card">
      <h2>
        <label htmlFor="document">Its content</label>
        {text === original ? null : <span className="quiet"> edited</span>}
      </h2>
      <textarea
        id="document"
        spellCheck={false}
        rows={Math.min(24, text.split('\n').length + 1)}
        value={text}
        aria-invalid={mistake !== ''}
        aria-describedby="document-mistake"
        onChange={({ target }) => {
          setText(target.value);
          setPreview(null);
        }}
      />
      <p id="document-mistake" className="trouble" role="status">
        {mistake}
      </p>
      {preview ? (
        <section className="ask" aria-label="What would happen">
          <p role="status">
            <strong>Replayed, it {effectWords(preview)}.</strong>
          </p>
          <PreviewBody preview={preview} />
        </section>
      ) : null}
      <div className="actions">
        {preview ? (
          <button className="main-action" disabled={busy} onClick={() => void replay()}>
            Replay it
          </button>
        ) : (
          <button
            className="main-action"
            disabled={busy || mistake !== ''}
            onClick={() => void look()}
          >
            Show what would change
          </button>
        )}
        {text === original ? null : (
          <button onClick={() => (setText(original), setPreview(null))}>Undo edits</button>
        )}
        {asksDiscard ? (
          <>
            <button className="danger" disabled={busy} onClick={() => void discard()}>
              Discard for good
            </button>
            <button onClick={() => setAsksDiscard(false)}>Keep it</button>
          </>
        ) : (
          <button onClick={() => setAsksDiscard(true)}>Discard …</button>
        )}
      </div>
    </section>
  );
}

function mistakeIn(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return '';
    return 'The content must be a JSON object.';
  } catch (error) {
    return (error as Error).message;
  }
}

import { useState } from 'react';
import { pretty } from '../format.ts';
import { useOrder } from '../parts/action.tsx';
import { useSession } from '../session.tsx';
import { Discard } from './discard.tsx';
import { Document } from './document.tsx';
import { effectWords, PreviewBody } from './preview-list.tsx';
import type { Letter, Preview, ReplayAnswer } from './types.ts';

interface MendingProps {
  readonly letter: Letter;
  readonly onChange: () => void;
}

/** The ways to repair an open dead letter: edit, preview the change in the target, send; or discard it. */
export function Mending({ letter, onChange }: MendingProps) {
  const { mayAct } = useSession();
  if (!mayAct) return <Document letter={letter} />;
  if (letter.lane) return <Replay letter={letter} onChange={onChange} />;
  // A row that failed before it became a record cannot be sent; it must be corrected in its source.
  return (
    <>
      <Document letter={letter} />
      <div className="actions">
        <Discard letter={letter} onDone={onChange} />
      </div>
    </>
  );
}

function Replay({ letter, onChange }: MendingProps) {
  const original = pretty(letter.documentJson ?? '');
  const [text, setText] = useState(original);
  const [preview, setPreview] = useState<Preview | null>(null);
  const { order, busy } = useOrder<ReplayAnswer>();
  const mistake = mistakeIn(text);
  const edit = text === original ? {} : { documentJson: text };
  const request = { filter: { ids: [letter.id] }, ...edit };
  const change = (changed: string) => {
    setText(changed);
    setPreview(null);
  };
  const look = async () => {
    const answer = await order('DeadLetterService/ReplayDeadLetters', { ...request, dryRun: true });
    setPreview(answer?.previews?.[0] ?? null);
  };
  const replay = async () => {
    if (!(await order('DeadLetterService/ReplayDeadLetters', request))) return;
    order.announce('The dead letter is being replayed.');
    setPreview(null);
    onChange();
  };
  return (
    <section className="card">
      <Editor text={text} isEdited={text !== original} mistake={mistake} onChange={change} />
      {preview ? <Outlook preview={preview} /> : null}
      <div className="actions">
        <button
          className={preview ? undefined : 'main-action'}
          disabled={mistake !== ''}
          aria-disabled={busy}
          onClick={() => void look()}
        >
          Show what would change
        </button>
        {preview ? (
          <button className="main-action" aria-disabled={busy} onClick={() => void replay()}>
            Replay
          </button>
        ) : null}
        {text === original ? null : <button onClick={() => change(original)}>Undo edits</button>}
        <Discard letter={letter} onDone={onChange} />
      </div>
    </section>
  );
}

interface EditorProps {
  readonly text: string;
  readonly isEdited: boolean;
  readonly mistake: string;
  readonly onChange: (text: string) => void;
}

function Editor({ text, isEdited, mistake, onChange }: EditorProps) {
  return (
    <>
      <h2>
        <label htmlFor="document">Content</label>
        {isEdited ? <span className="quiet"> edited</span> : null}
      </h2>
      <textarea
        id="document"
        spellCheck={false}
        rows={Math.min(24, text.split('\n').length + 1)}
        value={text}
        aria-invalid={mistake !== ''}
        aria-describedby="document-mistake"
        onChange={({ target }) => onChange(target.value)}
      />
      <p id="document-mistake" className="trouble" role="status">
        {mistake}
      </p>
    </>
  );
}

function Outlook({ preview }: { readonly preview: Preview }) {
  return (
    <section className="ask" aria-label="What would happen">
      <p role="status">
        <strong>Replayed: {effectWords(preview)}.</strong>
      </p>
      <PreviewBody preview={preview} />
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

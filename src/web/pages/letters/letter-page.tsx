import { call } from '../api.ts';
import { plural, when } from '../format.ts';
import { useLoaded } from '../live/load.ts';
import { LoadError } from '../parts/trouble.tsx';
import { Version } from '../parts/version.tsx';
import { href } from '../routing.ts';
import { Document } from './document.tsx';
import { Mending } from './mending.tsx';
import type { Letter } from './types.ts';

const AGAIN_MS = 2_000;
const closings: Readonly<Record<string, string>> = {
  DEAD_LETTER_CLOSING_REPLAYED: 'Closed: delivered to the target.',
  DEAD_LETTER_CLOSING_SUPERSEDED: 'Closed: a later version was delivered.',
  DEAD_LETTER_CLOSING_DISCARDED: 'Closed: discarded.',
};

/** One dead letter: its reason, its attempts, its content, and the ways to repair it. */
export function LetterPage({ id }: { readonly id: string }) {
  const { value, error, reload } = useLoaded(
    id,
    (signal) => call<{ deadLetter: Letter }>('DeadLetterService/GetDeadLetter', { id }, signal),
    AGAIN_MS,
  );
  const letter = value?.deadLetter;
  return (
    <>
      <p className="crumb">
        <a href={href(['dead-letters'])}>Dead letters</a> / {id}
      </p>
      <LoadError error={error} />
      {letter ? <Content letter={letter} onChange={reload} /> : null}
    </>
  );
}

function Content({ letter, onChange }: { readonly letter: Letter; readonly onChange: () => void }) {
  const isOpen = letter.state === 'DEAD_LETTER_STATE_OPEN';
  return (
    <>
      <div className="page-head">
        <h1>
          <bdi>{letter.key || letter.position || `Dead letter ${letter.id}`}</bdi>{' '}
          <span className="quiet">{letter.lane || letter.stream}</span>
        </h1>
        {letter.key ? (
          <a className="button" href={href(['record'], { id: letter.key })}>
            Find this record
          </a>
        ) : null}
      </div>
      <p className={`letter-state ${isOpen ? 'warn' : 'good'}`} role="status">
        {stateWords(letter)}
      </p>
      {letter.operation ? <VersionLine letter={letter} /> : null}
      <section className="card error-card">
        <h2>
          <code>{letter.code}</code>{' '}
          <span className="quiet">
            at {letter.stage}, {when(letter.buriedAt)}
          </span>
        </h2>
        <p>{letter.reason}</p>
        <p className="remedy">{letter.remedy}</p>
        {letter.history?.length ? (
          <details>
            <summary>{plural(letter.attempts ?? 0, 'failed attempt')}</summary>
            <ol className="history">
              {letter.history.map(({ at, code, message }) => (
                <li key={at}>
                  <time dateTime={at}>{when(at)}</time> <code>{code}</code> {message}
                </li>
              ))}
            </ol>
          </details>
        ) : null}
      </section>
      {isOpen ? <Mending letter={letter} onChange={onChange} /> : <Document letter={letter} />}
    </>
  );
}

function VersionLine({ letter }: { readonly letter: Letter }) {
  const { version = '0', versionIsTime = false, operation } = letter;
  return (
    <p className="quiet">
      Version <Version version={version} isTime={versionIsTime} />
      {operation === 'delete' ? ', a deletion' : ''}
    </p>
  );
}

function stateWords({ state, closing = '' }: Letter): string {
  if (state === 'DEAD_LETTER_STATE_REPLAYING') return 'Being replayed to the target.';
  if (state === 'DEAD_LETTER_STATE_CLOSED') return closings[closing] ?? 'Closed.';
  return 'Open: waits for a person, or for a later version of its key.';
}

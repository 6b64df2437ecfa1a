import { useState } from 'react';
import { call } from '../api.ts';
import { ago, count, integer, plural, when } from '../format.ts';
import { useLive, useNow } from '../live/hooks.ts';
import { useLoaded } from '../live/load.ts';
import { LoadError } from '../parts/trouble.tsx';
import { go, href } from '../routing.ts';
import { BatchActions } from './batch-actions.tsx';
import { Causes } from './causes.tsx';
import type { Letter } from './types.ts';

interface Answer {
  readonly deadLetters?: readonly Letter[];
  readonly nextPageToken?: string;
  readonly totalSize?: string;
  readonly newestId?: string;
}
const PAGE_SIZE = 50;
const AGAIN_MS = 5_000;
const FIRST_PAGE = [''];

/** The open dead letters of a lane or of all lanes, for one cause or any. */
export function LettersPage({ lane, code }: { readonly lane: string; readonly code: string }) {
  const filter = { ...(lane ? { lane } : {}), ...(code ? { codes: [code] } : {}) };
  const { tokens, setTokens } = useTokens(JSON.stringify(filter));
  const pageToken = tokens.at(-1) ?? '';
  const { value, error, reload } = useLoaded(
    JSON.stringify([filter, pageToken]),
    (signal) =>
      call<Answer>(
        'DeadLetterService/ListDeadLetters',
        { filter, pageSize: PAGE_SIZE, pageToken },
        signal,
      ),
    AGAIN_MS,
  );
  const total = integer(value?.totalSize);
  const next = value?.nextPageToken ?? '';
  return (
    <>
      <div className="page-head">
        <h1>
          Dead letters <span className="quiet">{value ? `${count(total)} open` : ''}</span>
        </h1>
        <LaneChoice lane={lane} code={code} />
      </div>
      {code === '' ? null : (
        <p>
          Cause <code>{code}</code>.{' '}
          <a href={href(['dead-letters'], lane ? { lane } : {})}>All causes</a>
        </p>
      )}
      <Causes lane={lane} code={code} />
      <LoadError error={error} />
      {total > 0 ? (
        <BatchActions filter={filter} total={total} newestId={value?.newestId} onDone={reload} />
      ) : null}
      {value && total === 0 ? <p className="card">No dead letter is open here.</p> : null}
      <ul className="letters" aria-label="Open dead letters">
        {value?.deadLetters?.map((letter) => (
          <Row key={letter.id} letter={letter} />
        ))}
      </ul>
      {tokens.length > 1 || next !== '' ? (
        <nav className="pager" aria-label="Pages of dead letters">
          <button disabled={tokens.length === 1} onClick={() => setTokens(tokens.slice(0, -1))}>
            Earlier
          </button>
          <button disabled={next === ''} onClick={() => setTokens([...tokens, next])}>
            Later
          </button>
        </nav>
      ) : null}
    </>
  );
}

/** The tokens of the pages up to the current one. Tokens of another filter are not valid for this one. */
function useTokens(choice: string) {
  const [pages, setPages] = useState<{ choice: string; tokens: readonly string[] }>({
    choice,
    tokens: FIRST_PAGE,
  });
  const tokens = pages.choice === choice ? pages.tokens : FIRST_PAGE;
  return { tokens, setTokens: (now: readonly string[]) => setPages({ choice, tokens: now }) };
}

function Row({ letter }: { readonly letter: Letter }) {
  const nowMs = useNow();
  const attempts = integer(letter.attempts?.toString());
  return (
    <li className="card letter">
      <a className="letter-key" href={href(['dead-letters', letter.id])}>
        {letter.key || letter.position || `dead letter ${letter.id}`}
      </a>{' '}
      <code className="cause">{letter.code}</code>
      <span className="quiet letter-where" title={when(letter.buriedAt)}>
        {letter.lane || `${letter.stream}, at intake`} · {ago(Date.parse(letter.buriedAt), nowMs)}
        {attempts > 0 ? ` · ${plural(attempts, 'attempt')}` : ''}
      </span>
      <p>{letter.reason}</p>
    </li>
  );
}

function LaneChoice({ lane, code }: { readonly lane: string; readonly code: string }) {
  const lanes = useLive((live) => live.lanes);
  return (
    <label className="lane-choice">
      Lane{' '}
      <select
        value={lane}
        onChange={({ target }) =>
          go(
            href(['dead-letters'], {
              ...(target.value ? { lane: target.value } : {}),
              ...(code ? { code } : {}),
            }),
          )
        }
      >
        <option value="">all</option>
        {lanes.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

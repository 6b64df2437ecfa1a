import { useState } from 'react';
import { call } from '../api.ts';
import { ago, integer, plural, when } from '../format.ts';
import { useNow } from '../live/hooks.ts';
import { useLoaded } from '../live/load.ts';
import { LoadError } from '../parts/trouble.tsx';
import { href } from '../routing.ts';
import type { CauseGroup } from './types.ts';

const AGAIN_MS = 5_000;

interface CausesProps {
  /** Empty: all. */
  readonly lane: string;
  /** Empty: any. */
  readonly code?: string;
}

/** What failed on a lane, or anywhere, grouped by cause; closed causes only on request. */
export function Causes({ lane, code = '' }: CausesProps) {
  const [withClosed, setWithClosed] = useState(false);
  const { value, error, reload } = useLoaded(
    lane,
    (signal) => groupsOf(lane, { withClosed, signal }),
    AGAIN_MS,
  );
  const groups = value?.filter((group) => code === '' || group.code === code);
  return (
    <section className="card">
      <div className="card-head">
        <h2>Failures by cause</h2>
        <label>
          <input
            type="checkbox"
            checked={withClosed}
            onChange={({ target }) => {
              setWithClosed(target.checked);
              reload();
            }}
          />{' '}
          Show closed
        </label>
      </div>
      <LoadError error={error} />
      {groups?.length === 0 ? (
        <p className="quiet">{withClosed ? 'Nothing failed.' : 'Nothing is open.'}</p>
      ) : null}
      <ul className="causes" aria-label="Causes">
        {groups?.map((group) => (
          <Cause key={group.id} group={group} withPlace={lane === ''} />
        ))}
      </ul>
    </section>
  );
}

async function groupsOf(
  lane: string,
  { withClosed, signal }: { readonly withClosed: boolean; readonly signal: AbortSignal },
): Promise<readonly CauseGroup[]> {
  const [stream = ''] = lane.split('/');
  const { groups = [] } = await call<{ groups?: readonly CauseGroup[] }>(
    'DeadLetterService/ListDeadLetterGroups',
    { stream, includeClosed: withClosed },
    signal,
  );
  return lane === '' ? groups : groups.filter((group) => group.lane === lane);
}

function Cause({ group, withPlace }: { group: CauseGroup; withPlace: boolean }) {
  const { lane = '', stream, code, cause, remedy, exampleReason } = group;
  const isOver = group.closedAt !== undefined;
  return (
    <li className="cause-group">
      <p className="cause-head">
        {isOver ? (
          <code className="cause over">{code}</code>
        ) : (
          <a href={href(['dead-letters'], { ...(lane ? { lane } : {}), code })}>
            <code className="cause">{code}</code>
          </a>
        )}{' '}
        <span>{countsOf(group)}</span>
        {withPlace ? <span className="quiet">{lane || `${stream}, at intake`}</span> : null}
      </p>
      <p>{cause || exampleReason}</p>
      <Times group={group} />
      <details>
        <summary>What to do</summary>
        <p>{remedy}</p>
        {exampleReason ? <p className="quiet">The example says: {exampleReason}</p> : null}
      </details>
    </li>
  );
}

function countsOf({ open, retrying, closed, closedAt }: CauseGroup): string {
  const told = [
    ...(integer(open) > 0 ? [plural(integer(open), 'dead letter')] : []),
    ...(integer(retrying) > 0 ? [`${plural(integer(retrying), 'record')} being retried`] : []),
    ...(integer(closed) > 0 ? [plural(integer(closed), 'former dead letter')] : []),
  ].join(', ');
  return closedAt === undefined ? told : `closed: ${told}`;
}

function Times({ group }: { readonly group: CauseGroup }) {
  const nowMs = useNow();
  const moments = [
    ['first', group.firstAt],
    ['last', group.lastAt],
    ['closed', group.closedAt],
  ] as const;
  return (
    <p className="quiet">
      {moments.map(([name, at]) =>
        at ? (
          <span key={name}>
            {name}{' '}
            <time dateTime={at} title={when(at)}>
              {ago(Date.parse(at), nowMs)}
            </time>
            {' · '}
          </span>
        ) : null,
      )}
      for example <Example group={group} />
    </p>
  );
}

/** The dead letter, or the record when it is only being retried. */
function Example({ group: { exampleId, exampleKey } }: { readonly group: CauseGroup }) {
  if (exampleId)
    return (
      <a href={href(['dead-letters', exampleId])}>{exampleKey || `dead letter ${exampleId}`}</a>
    );
  return exampleKey ? <a href={href(['record'], { id: exampleKey })}>{exampleKey}</a> : '–';
}

import { call } from '../api.ts';
import { count, integer } from '../format.ts';
import { useOpenLetters } from '../letters/open-letters.ts';
import type { Letter } from '../letters/types.ts';
import { useLoaded } from '../live/load.ts';
import { LoadError } from '../parts/trouble.tsx';
import { href } from '../routing.ts';

interface Answer {
  readonly deadLetters?: readonly Letter[];
  readonly totalSize?: string;
}

/** The open dead letters of a line by their cause. Counted over the oldest 500. */
export function Causes({ lane }: { readonly lane: string }) {
  const open = useOpenLetters(lane);
  const { value, error } = useLoaded(`${lane} ${open}`, (signal) =>
    call<Answer>('DeadLetterService/ListDeadLetters', { filter: { lane }, pageSize: 500 }, signal),
  );
  const letters = value?.deadLetters ?? [];
  return (
    <section className="card">
      <h2>
        Dead letters <span className="quiet">by cause</span>
      </h2>
      <LoadError error={error} />
      {letters.length === 0 ? <p className="quiet">None is open.</p> : null}
      <ul className="bars">
        {byCause(letters).map(({ code, reason, letters: some }) => (
          <li key={code}>
            <a href={href(['dead-letters'], { lane, code })}>
              <code>{code}</code>
            </a>{' '}
            <span className="number">{count(some)}</span>
            <span className="bar warn" aria-hidden="true">
              <span style={{ width: `${(100 * some) / letters.length}%` }} />
            </span>
            <span className="quiet cause-reason">{reason}</span>
          </li>
        ))}
      </ul>
      {integer(value?.totalSize) > letters.length ? (
        <p className="quiet">… of {count(integer(value?.totalSize))} in all</p>
      ) : null}
    </section>
  );
}

function byCause(letters: readonly Letter[]) {
  const groups = Map.groupBy(letters, ({ code }) => code);
  return Array.from(groups, ([code, some]) => ({
    code,
    reason: some[0]?.reason,
    letters: some.length,
  })).sort((one, other) => other.letters - one.letters);
}

import { call } from '../api.ts';
import { ago, count, integer, plural, span } from '../format.ts';
import { useNow } from '../live/hooks.ts';
import { useLoaded } from '../live/load.ts';
import { Action } from '../parts/action.tsx';
import { StandingSign } from '../parts/standing.tsx';
import { LoadError } from '../parts/trouble.tsx';
import type { Standing } from '../words.ts';

/** An import in protobuf's JSON: absent is 0, none or empty. */
interface Shown {
  readonly id: string;
  readonly stream: string;
  readonly source: string;
  readonly state: string;
  readonly read?: string;
  readonly rejected?: string;
  readonly bytesDone?: string;
  readonly bytesTotal?: string;
  readonly rowsPerSecond?: number;
  /** Such as `12.5s`. */
  readonly left?: string;
  readonly lastError?: {
    readonly code: string;
    readonly message: string;
    readonly remedy?: string;
    readonly at: string;
  };
}

const AGAIN_MS = 3_000;
/** Of those that are not over. */
const standings: Readonly<Record<string, Standing>> = {
  IMPORT_STATE_PENDING: { tone: 'off', text: 'waits for its turn' },
  IMPORT_STATE_RUNNING: { tone: 'busy', text: 'running' },
  IMPORT_STATE_WAITING: { tone: 'warn', text: 'failed, will retry' },
  IMPORT_STATE_PAUSED: { tone: 'off', text: 'paused' },
  IMPORT_STATE_FAILED: { tone: 'bad', text: 'failed' },
};

/** Imports that are not over, and why those that stand still do; nothing when there are none. */
export function Imports() {
  const { value, error, reload } = useLoaded(
    'imports',
    (signal) =>
      call<{ readonly imports?: readonly Shown[] }>('ImportService/ListImports', {}, signal),
    AGAIN_MS,
  );
  const open = (value?.imports ?? []).flatMap((one) => {
    const standing = standings[one.state];
    return standing ? [{ one, standing }] : [];
  });
  if (open.length === 0) return <LoadError error={error} />;
  return (
    <section className="card">
      <h2>Imports</h2>
      <LoadError error={error} />
      <ul className="bars" aria-label="Imports that are not over">
        {open.map(({ one, standing }) => (
          <Import key={one.id} one={one} standing={standing} changed={reload} />
        ))}
      </ul>
    </section>
  );
}

interface ImportProps {
  readonly one: Shown;
  readonly standing: Standing;
  readonly changed: () => void;
}

function Import({ one, standing, changed }: ImportProps) {
  const { id, stream, source, state } = one;
  const total = integer(one.bytesTotal);
  const share = total === 0 ? 0 : Math.min(1, integer(one.bytesDone) / total);
  const stands = state === 'IMPORT_STATE_PAUSED' || state === 'IMPORT_STATE_FAILED';
  return (
    <li className="import">
      <span>
        <StandingSign standing={standing} /> import {id} into {stream}{' '}
        <span className="quiet">from {source}</span>
      </span>
      <Action
        method={`ImportService/${stands ? 'ResumeImport' : 'PauseImport'}`}
        // These orders take no id: to repeat them changes nothing.
        request={{ id, requestId: undefined }}
        done={() => `Import ${id} is ${stands ? 'resumed' : 'paused'}.`}
        onDone={changed}
      >
        {stands ? 'Resume' : 'Pause'}
      </Action>
      <span className="bar" aria-hidden="true">
        <span style={{ width: `${100 * share}%` }} />
      </span>
      <Figures one={one} share={share} />
    </li>
  );
}

function Figures({ one, share }: { readonly one: Shown; readonly share: number }) {
  const nowMs = useNow();
  const { lastError: error, left, rowsPerSecond = 0 } = one;
  const figures = [
    `${Math.floor(100 * share)} %`,
    plural(integer(one.read), 'row'),
    ...(rowsPerSecond > 0 ? [`${count(rowsPerSecond)} a second`] : []),
    ...(left === undefined ? [] : [`${span(1_000 * Number.parseFloat(left))} left`]),
    ...(integer(one.rejected) > 0 ? [`${count(integer(one.rejected))} rejected`] : []),
  ];
  return (
    <div className="import-figures quiet">
      {figures.join(' · ')}
      {error ? (
        <p>
          <code>{error.code}</code> {ago(Date.parse(error.at), nowMs)}: {error.message}{' '}
          {error.remedy}
        </p>
      ) : null}
    </div>
  );
}

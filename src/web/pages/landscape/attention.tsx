import { useMemo } from 'react';
import type { ErrorStatus } from '../../../domain/index.ts';
import { ago } from '../format.ts';
import { useLive, useNow } from '../live/hooks.ts';
import type { Live } from '../live/store.ts';
import { StandingSign } from '../parts/standing.tsx';
import { href } from '../routing.ts';
import type { Standing } from '../words.ts';
import { connectorStanding, laneStanding, streamStanding } from '../words.ts';

interface Trouble {
  readonly key: string;
  readonly name: string;
  readonly to: string;
  readonly standing: Standing;
  readonly error: ErrorStatus | null;
}
/** A system that is down holds all its lanes; the table shows more than these. */
const SHOWN = 12;

/** What needs attention, the worst first, with reason and remedy; nothing when all is well. */
export function Attention() {
  const connectors = useLive((live) => live.connectors);
  const streams = useLive((live) => live.streams);
  const lanes = useLive((live) => live.lanes);
  const troubles = useMemo(
    () => troublesOf({ connectors, streams, lanes }),
    [connectors, streams, lanes],
  );
  const nowMs = useNow();
  if (troubles.length === 0) return null;
  return (
    <section className="card attention">
      <h2>Needs attention</h2>
      <ul className="plain-list">
        {troubles.slice(0, SHOWN).map(({ key, name, to, standing, error }) => (
          <li key={key}>
            <StandingSign standing={standing} /> <a href={to}>{name}</a>
            {error ? (
              <p className="quiet">
                <code>{error.code}</code> {ago(error.atMs, nowMs)}: {error.message}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      {troubles.length > SHOWN ? (
        <p className="quiet">… and {troubles.length - SHOWN} more, see the table</p>
      ) : null}
    </section>
  );
}

function troublesOf({ connectors, streams, lanes }: Omit<Live, 'connection'>): Trouble[] {
  const all: Trouble[] = [];
  const add = (standing: Standing, to: readonly string[], one: Named) => {
    if (standing.tone !== 'bad' && standing.tone !== 'warn') return;
    const { name, lastError: error } = one;
    all.push({ key: `${all.length} ${name}`, name, to: href(to), standing, error });
  };
  for (const one of connectors) add(connectorStanding(one), ['system', one.name], one);
  for (const one of streams) add(streamStanding(one), ['system', one.connector], one);
  for (const one of lanes) add(laneStanding(one), ['lane', one.name], one);
  const byTone = Object.groupBy(all, ({ standing }) => standing.tone);
  return [...(byTone.bad ?? []), ...(byTone.warn ?? [])];
}

interface Named {
  readonly name: string;
  readonly lastError: ErrorStatus | null;
}

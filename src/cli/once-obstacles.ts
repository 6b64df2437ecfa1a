import type { RunningHub } from '../runtime/hub.ts';
import { CliError } from './exit.ts';

type Actors = Pick<RunningHub, 'connectors' | 'streams' | 'lanes'>;

/** Refuses a pass over everything while something is paused, since it would never end. @throws CliError failed */
export function requireNothingPaused(hub: Actors): void {
  const all = [
    ...hub.connectors().map(({ name, state }) => ({ what: `connector ${name}`, state })),
    ...hub.streams().map(({ name, state }) => ({ what: `stream ${name}`, state })),
    ...hub.lanes().map(({ name, state }) => ({ what: `lane ${name}`, state })),
  ];
  const paused = all.filter(({ state }) => state === 'paused').map(({ what }) => what);
  if (paused.length === 0) return;
  throw new CliError(
    'failed',
    `Not everything can be read and delivered, because these are paused: ${paused.join(', ')}. Run "stellwerk start", and resume them with "stellwerk resume".`,
  );
}

/** Reports once each outage that the pass waits for. @returns a function that stops this */
export function tellOutages(
  hub: Pick<RunningHub, 'connectors' | 'subscribe'>,
  tell: (line: string) => void,
): () => void {
  const away = new Set<string>();
  const look = () => {
    for (const { name, state, lastError } of hub.connectors()) {
      if (state === 'ready') away.delete(name);
      if (state !== 'unavailable' || away.has(name)) continue;
      away.add(name);
      tell(`waiting for ${name} (Ctrl-C stops): ${lastError?.message ?? 'it cannot be reached'}`);
    }
  };
  look();
  return hub.subscribe(look);
}

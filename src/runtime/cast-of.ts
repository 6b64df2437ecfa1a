import type { ActorRef, Cast } from '../../actors/index.ts';
import type { AtWork } from './landscape.ts';

/** Returns parts of a landscape as actors with their effects. */
export function castOf({ connectors, streams, lanes }: AtWork, actors: readonly ActorRef[]): Cast {
  const names = Map.groupBy(actors, ({ kind }) => kind);
  const of = <T>(kind: ActorRef['kind'], parts: ReadonlyMap<string, T>): readonly T[] =>
    (names.get(kind) ?? []).flatMap(({ name }) => parts.get(name) ?? []);
  return {
    connectors: of('connector', connectors).map(({ plan, connector }) => ({
      name: plan.name,
      circuit: plan.circuit,
      effects: { check: (signal) => connector.check(signal) },
    })),
    streams: of('stream', streams).map(({ plan, effects }) => ({
      name: plan.name,
      connector: plan.connector,
      effects,
      // Reads what was cut short or changed meanwhile, and a source that has never been read.
      syncAtStart: true,
    })),
    lanes: of('lane', lanes).map(({ plan: { name, stream, connector }, effects }) => ({
      name,
      stream,
      connector,
      effects,
    })),
  };
}

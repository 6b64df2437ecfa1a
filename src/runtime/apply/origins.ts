import { createHash } from 'node:crypto';
import type { Origins } from '../../store/index.ts';
import type { HubPlan, StreamPlan } from '../config/index.ts';

type Streams = Pick<HubPlan, 'streams'>;

/** Returns the origins to note with a plan. @param known those of the version before */
export function originsWith(known: Origins, { streams }: Streams): Origins {
  const own = streams.map((stream) => [stream.name, originOf(stream)] as const);
  return { ...known, ...Object.fromEntries(own) };
}

/** Returns the streams whose records come from elsewhere, or get another key or version, than noted. */
export function movedStreams(known: Origins, { streams }: Streams): readonly StreamPlan[] {
  return streams.filter((stream) => (known[stream.name] ?? originOf(stream)) !== originOf(stream));
}

/** A hash, which says nothing of values that were given by a secret. */
function originOf({ connector, source: { entity, key, version, options } }: StreamPlan): string {
  const meaning = JSON.stringify([connector, entity, key, version, options.mode ?? null]);
  return createHash('sha256').update(meaning).digest('hex');
}

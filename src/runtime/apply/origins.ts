import { isJsonObject } from '../../domain/index.ts';
import type { Origins } from '../../store/index.ts';
import type { HubPlan } from '../config/index.ts';

/** Fields of a stream's `from` that define what a record is. */
export const recordFields = ['connector', 'entity', 'key', 'version', 'mode'] as const;

/** Returns the origins to note with a plan. @param known those of the version before */
export function originsWith(known: Origins, { compared, streams }: HubPlan): Origins {
  const written = isJsonObject(compared.streams) ? compared.streams : {};
  const own = streams.map(({ name }) => {
    const stream = written[name];
    const from = isJsonObject(stream) && isJsonObject(stream.from) ? stream.from : {};
    return [name, JSON.stringify(recordFields.map((field) => from[field] ?? null))] as const;
  });
  return { ...known, ...Object.fromEntries(own) };
}

import { call, Problem } from '../api.ts';
import { useLoaded } from '../live/load.ts';
import { LoadError } from '../parts/trouble.tsx';
import { ThingCard } from './thing.tsx';
import type { Thing } from './types.ts';

interface Answer {
  readonly records?: readonly Thing[];
  readonly more?: boolean;
}
const AGAIN_MS = 3_000;

/** Where a record is: its ids in all systems, its versions, and how far each line is with it. */
export function RecordPage({ id }: { readonly id: string }) {
  const { value, error } = useLoaded(id, (signal) => lookUp(id, signal), AGAIN_MS);
  return (
    <>
      <div className="page-head">
        <h1>
          {id === '' ? 'Find a record' : id} <span className="quiet">record</span>
        </h1>
      </div>
      {id === '' ? <p>Type an order number, a SKU or any other id into the field above.</p> : null}
      <LoadError error={error} />
      {value?.records?.length === 0 ? (
        <p className="card">No system, no stream and no dead letter knows this id.</p>
      ) : null}
      {value?.records?.map((thing, index) => (
        <ThingCard key={thing.masterKey ?? index} thing={thing} />
      ))}
      {value?.more ? <p className="quiet">There are more things of this id.</p> : null}
    </>
  );
}

async function lookUp(id: string, signal: AbortSignal): Promise<Answer> {
  if (id === '') return {};
  try {
    return await call<Answer>('RecordService/LookUpRecord', { id }, signal);
  } catch (error) {
    if (error instanceof Problem && error.code === 'NOT_FOUND') return { records: [] };
    throw error;
  }
}

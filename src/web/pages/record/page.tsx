import { useState } from 'react';
import { call, Problem } from '../api.ts';
import { integer } from '../format.ts';
import { useLoaded } from '../live/load.ts';
import { LoadError } from '../parts/trouble.tsx';
import type { Story } from './story-types.ts';
import { ThingCard } from './thing.tsx';

interface Answer {
  readonly stories?: readonly Story[];
  readonly more?: boolean;
}
const AGAIN_MS = 3_000;
/** Versions shown per stream, at first and on request; the control API returns no more. */
const FEW = 5;
const MANY = 100;

/** Where a record is, in all systems and on all lanes, and what happened to it on the way there. */
export function RecordPage({ id }: { readonly id: string }) {
  const [versions, setVersions] = useState(FEW);
  const { value, error, reload } = useLoaded(
    id,
    (signal) => storiesOf({ text: id, versions }, signal),
    AGAIN_MS,
  );
  const showMany = () => {
    setVersions(MANY);
    reload();
  };
  return (
    <>
      <div className="page-head">
        <h1>
          {id === '' ? (
            'Find a record'
          ) : (
            <>
              {id} <span className="quiet">record</span>
            </>
          )}
        </h1>
      </div>
      {id === '' ? <p>Type an order number, a SKU or any other id into the field above.</p> : null}
      <LoadError error={error} />
      {value?.stories?.length === 0 ? (
        <p className="card">No system, no stream and no dead letter knows this id.</p>
      ) : null}
      {value?.stories?.map((story, index) => (
        <ThingCard key={story.record.masterKey ?? index} story={story} />
      ))}
      {versions === FEW && value?.stories?.some(hasOlder) ? (
        <button onClick={showMany}>Show earlier versions too</button>
      ) : null}
      {value?.more ? <p className="quiet">There are more things with this id.</p> : null}
    </>
  );
}

function hasOlder({ record: { streams = [] } }: Story): boolean {
  return streams.some(
    ({ versions = [], totalVersions }) => integer(totalVersions) > versions.length,
  );
}

async function storiesOf(
  request: { readonly text: string; readonly versions: number },
  signal: AbortSignal,
): Promise<Answer> {
  if (request.text === '') return {};
  try {
    return await call<Answer>('RecordService/GetRecordStory', request, signal);
  } catch (error) {
    if (error instanceof Problem && error.code === 'NOT_FOUND') return { stories: [] };
    throw error;
  }
}

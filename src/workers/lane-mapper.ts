import type { Priority } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { BatchMapper, Mapped, MappingInput } from '../pipeline/index.ts';
import { unmapped } from '../pipeline/index.ts';
import { MAX_DEATHS } from './deaths.ts';
import type { LaneWork } from './lane-job.ts';
import { toLaneJob } from './lane-job.ts';
import { runRecords } from './map-records.ts';
import type { PlainMapped } from './map-task.ts';
import type { PlainFailure } from './plain-failure.ts';
import { fromPlain } from './plain-failure.ts';
import type { Death } from './record-deaths.ts';
import type { Threads } from './threads.ts';

/**
 * Validates and maps a lane's batches in worker threads. A record that ends its workers counts as refused by the schema
 * or the mapping, with RECORD_POISONED.
 */
export function laneMapper(
  threads: Threads,
  lane: LaneWork,
  priority: () => Priority,
): BatchMapper {
  const job = toLaneJob(lane);
  return {
    async validate(documents, signal) {
      if (lane.schema === null) return documents.map(() => null);
      return runRecords(threads, {
        ...{ job, step: 'validate', inputs: documents, priority, signal },
        read: (answer) => (answer === null ? null : fromPlain(answer as PlainFailure)),
        atFault: (_index, death) => poisoned('validate', death),
      });
    },
    map: (inputs, signal) =>
      runRecords(threads, {
        ...{ job, step: 'map', inputs, priority, signal },
        read: (answer) => mappedOf(answer as PlainMapped),
        atFault: (index, death) => unmapped(inputs[index] as MappingInput, poisoned('map', death)),
      }),
  };
}

function mappedOf(answer: PlainMapped): Mapped {
  return answer.kind === 'refused' ? { ...answer, failure: fromPlain(answer.failure) } : answer;
}

function poisoned(stage: 'validate' | 'map', { says }: Death): Failure {
  const what = stage === 'map' ? 'Mapping' : 'Validating';
  return new Failure('RECORD_POISONED', {
    message: `${what} this record alone ended ${MAX_DEATHS} workers in a row: ${says}.`,
    stage,
  });
}

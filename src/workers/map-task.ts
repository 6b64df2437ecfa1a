import type { JsonObject } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { Mapped, MappingInput, MappingRules } from '../pipeline/index.ts';
import { mapRecord, validateDocument } from '../pipeline/portable/index.ts';
import type { LaneJob } from './lane-job.ts';
import { compileLaneJob } from './lane-job.ts';
import type { PlainFailure } from './plain-failure.ts';
import { toPlain } from './plain-failure.ts';

/** Records of a lane to be validated or mapped. */
export interface RecordsTask {
  readonly job: LaneJob;
  readonly step: RecordsStep;
  /** JSON, one record per line: a document to validate, or a `MappingInput`. */
  readonly bytes: Uint8Array;
  /** One shared number: the record being processed, from 1; 0 before the first, the number of records plus 1 after the last. */
  readonly progress: Int32Array;
}

export type RecordsStep = 'validate' | 'map';

/** The answers as a JSON array (a `PlainFailure` or null per document, a `PlainMapped` per input), or why there are none. */
export type RecordsAnswer =
  | { readonly kind: 'answered'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'refused'; readonly failure: PlainFailure };

/** `Mapped` with its failure as plain data. */
export type PlainMapped =
  | Exclude<Mapped, { kind: 'refused' }>
  | (Omit<Extract<Mapped, { kind: 'refused' }>, 'failure'> & { readonly failure: PlainFailure });

/** Number of lanes whose rules a worker keeps compiled. */
const MAX_LANES = 32;

const compiled = new Map<string, Promise<MappingRules>>();

function rulesOf(job: LaneJob): Promise<MappingRules> {
  const rules = compiled.get(job.id) ?? compileLaneJob(job);
  // Moved to the end, so that the first entry is the least recently used.
  compiled.delete(job.id);
  const [oldest] = compiled.keys();
  if (compiled.size >= MAX_LANES && oldest !== undefined) compiled.delete(oldest);
  compiled.set(job.id, rules);
  return rules;
}

/** Validates or maps the records one by one, so that it is known on which one a worker ended. */
export async function answer({ job, step, bytes, progress }: RecordsTask): Promise<RecordsAnswer> {
  let rules: MappingRules;
  try {
    rules = await rulesOf(job);
  } catch (error) {
    compiled.delete(job.id);
    return { kind: 'refused', failure: toPlain(Failure.from(error)) };
  }
  const lines = new TextDecoder().decode(bytes).split('\n');
  const answers = lines.map((line, index) => {
    Atomics.store(progress, 0, index + 1);
    const given: unknown = JSON.parse(line);
    return step === 'validate'
      ? validated(given as JsonObject, rules)
      : mapped(given as MappingInput, rules);
  });
  Atomics.store(progress, 0, lines.length + 1);
  return { kind: 'answered', bytes: new TextEncoder().encode(JSON.stringify(answers)) };
}

function validated(document: JsonObject, rules: MappingRules): PlainFailure | null {
  const failure = validateDocument(document, rules);
  return failure && toPlain(failure);
}

function mapped(input: MappingInput, rules: MappingRules): PlainMapped {
  const result = mapRecord(input, rules);
  return result.kind === 'refused' ? { ...result, failure: toPlain(result.failure) } : result;
}

import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import type { JsonSchema } from '../domain/index.ts';
import type { MappingRules, PortableMapping, Semantics } from '../pipeline/index.ts';
import { compilePortable, loadValidator } from '../pipeline/portable/index.ts';
import { pinModules } from './pinned-modules.ts';

/** The rules by which a lane's records are validated and mapped. Plain data, since it travels between threads. */
export interface LaneWork {
  readonly semantics: Semantics;
  /** Schema of the source's documents, already checked; null accepts every document. */
  readonly schema: JsonSchema | null;
  readonly mapping: PortableMapping;
  /** Schema of the mapped documents, likewise. */
  readonly mappedSchema: JsonSchema | null;
}

/** A serialized `LaneWork`, ready to be sent with every task. */
export interface LaneJob {
  /** Derived from the content, so that equal work is compiled once. */
  readonly id: string;
  /** Shared, not copied: schemas and lookup tables can be large. */
  readonly content: Uint8Array;
}

export function toLaneJob(work: LaneWork): LaneJob {
  const bytes = serialize(work);
  const content = new Uint8Array(new SharedArrayBuffer(bytes.length));
  content.set(bytes);
  return { id: createHash('sha256').update(bytes).digest('hex'), content };
}

/** @throws Failure CONFIG_INVALID if a module does not load in this thread */
export async function compileLaneJob({ id, content }: LaneJob): Promise<MappingRules> {
  const { semantics, schema, mapping, mappedSchema } = deserialize(
    Uint8Array.from(content),
  ) as LaneWork;
  if (mapping.kind === 'module') pinModules(id, mapping.texts);
  return {
    semantics,
    validate: schema && (await loadValidator(schema)),
    map: await compilePortable(mapping, id),
    validateMapped: mappedSchema && (await loadValidator(mappedSchema)),
  };
}

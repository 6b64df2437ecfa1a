import type { Json } from '../../domain/index.ts';
import { isJsonObject } from '../../domain/index.ts';
import type { PathSegment, SpecMistake } from '../spec/index.ts';
import { specFailure } from '../spec/index.ts';
import type { Mapping } from './mapping.ts';
import { Problem } from './problem.ts';
import type { Compiling } from './compiling.ts';
import { report } from './compiling.ts';
import type { Evaluate } from './rule.ts';
import { compileRule } from './rule.ts';
import type { MappingSpec } from './spec.ts';
import type { MapFields } from './steps.ts';
import { hasFields } from './steps.ts';

export interface MappingContext {
  /** The folder to which the paths of lookup files are relative. */
  readonly baseDir: string;
}

export interface CheckedMapping {
  /** Null when there are mistakes. */
  readonly mapping: Mapping | null;
  readonly mistakes: readonly SpecMistake[];
}

/**
 * Compiles a field list. Reads lookup files now, once.
 * @throws Failure CONFIG_INVALID whose `details.mistakes` holds every mistake
 */
export function compileMapping(spec: MappingSpec, context: MappingContext): Mapping {
  const { mapping, mistakes } = checkMapping(spec, context);
  if (mapping === null) throw specFailure('The mapping', mistakes);
  return mapping;
}

/** Does the same for unchecked input, and returns its mistakes instead of throwing them. */
export function checkMapping(spec: unknown, context: MappingContext): CheckedMapping {
  const mistakes: SpecMistake[] = [];
  const compiling: Compiling = {
    baseDir: context.baseDir,
    mistakes,
    fields: (nested, at) => compileFields(nested, at, compiling),
  };
  const map = compileFields(spec, [], compiling);
  return { mapping: mistakes.length > 0 ? null : toMapping(map), mistakes };
}

function toMapping(map: MapFields): Mapping {
  return (document, meta) => {
    try {
      return map(document, { root: document, meta });
    } catch (thrown) {
      throw thrown instanceof Problem ? thrown.toFailure() : thrown;
    }
  };
}

interface Field {
  readonly name: string;
  readonly evaluate: Evaluate;
}

/** A node of the tree into which dotted target names are sorted. */
interface Branch {
  readonly fields: Map<string, Branch | Evaluate>;
}

function compileFields(spec: unknown, at: readonly PathSegment[], compiling: Compiling): MapFields {
  if (!isJsonObject(spec) || Object.keys(spec).length === 0) {
    report(
      compiling,
      at,
      'type',
      'A field list must name at least one field.',
      'Write `target field: source path`, one per line.',
    );
    return () => ({});
  }
  const root: Branch = { fields: new Map() };
  const omitted: string[] = [];
  for (const [target, rule] of Object.entries(spec)) {
    if (target === '*') checkCopyAll(rule, [...at, target], compiling);
    else if (isJsonObject(rule) && rule.omit === true) omitted.push(target);
    else
      insert(
        root,
        target,
        compileRule(rule, [...at, target], compiling),
        [...at, target],
        compiling,
      );
  }
  const map = mapBranch(root);
  return '*' in spec ? mapOver(map, omitted) : map;
}

function checkCopyAll(rule: Json, at: readonly PathSegment[], compiling: Compiling): void {
  if (rule === '*') return;
  report(compiling, at, 'copy-all', "The target '*' copies all fields.", "Write `'*': '*'`.");
}

function insert(
  root: Branch,
  target: string,
  evaluate: Evaluate,
  at: readonly PathSegment[],
  compiling: Compiling,
): void {
  const names = target.split('.');
  if (names.some((name) => name === '' || name === '__proto__' || name.includes('['))) {
    report(
      compiling,
      at,
      'target',
      `\`${target}\` is not a target field.`,
      'Write e.g. name or size.width.',
    );
    return;
  }
  const last = names.pop() ?? '';
  let branch = root;
  for (const name of names) {
    const next: Branch | Evaluate = branch.fields.get(name) ?? { fields: new Map() };
    if (typeof next === 'function') return reportConflict(target, at, compiling);
    branch.fields.set(name, next);
    branch = next;
  }
  if (branch.fields.has(last)) return reportConflict(target, at, compiling);
  branch.fields.set(last, evaluate);
}

function reportConflict(target: string, at: readonly PathSegment[], compiling: Compiling): void {
  report(
    compiling,
    at,
    'conflict',
    `\`${target}\` is set twice: as a value and as an object.`,
    'Keep one of them.',
  );
}

function mapBranch(branch: Branch): MapFields {
  const fields: readonly Field[] = [...branch.fields].map(([name, content]) => ({
    name,
    evaluate: typeof content === 'function' ? content : nested(mapBranch(content)),
  }));
  return (here, run) => {
    const target: Record<string, Json> = {};
    for (const field of fields) {
      try {
        const value = field.evaluate(here, run);
        if (value !== undefined) target[field.name] = value;
      } catch (thrown) {
        throw thrown instanceof Problem ? thrown.within(field.name) : thrown;
      }
    }
    return target;
  };
}

function nested(map: MapFields): Evaluate {
  return (here, run) => {
    const fields = map(here, run);
    return hasFields(fields) ? fields : undefined;
  };
}

/** Copies all fields of the source, then replaces them by the mapped ones. */
function mapOver(map: MapFields, omitted: readonly string[]): MapFields {
  return (here, run) => {
    const copied: Record<string, Json> = { ...(isJsonObject(here) ? here : {}) };
    for (const name of omitted) delete copied[name];
    return Object.assign(copied, map(here, run));
  };
}

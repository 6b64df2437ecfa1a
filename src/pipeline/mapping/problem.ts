import type { Json } from '../../domain/index.ts';
import { Failure, shortened } from '../../domain/index.ts';
import type { PathSegment } from '../spec/index.ts';
import { pathText } from '../spec/index.ts';

const MAX_SHOWN = 40;

/** Thrown when a value cannot be mapped. Collects the field path on its way up and becomes MAPPING_FAILED. */
export class Problem extends Error {
  readonly field: PathSegment[] = [];
  readonly value: Json | undefined;
  readonly step: string;

  constructor(step: string, value: Json | undefined, reason: string) {
    super(reason);
    this.step = step;
    this.value = value;
  }

  /** Adds the place one level up. */
  within(segment: PathSegment): this {
    this.field.unshift(segment);
    return this;
  }

  toFailure(): Failure {
    const field = pathText(this.field);
    return new Failure('MAPPING_FAILED', {
      message: `${field}: ${this.message}`,
      details: { field, value: cut(this.value), conversion: this.step },
    });
  }
}

/** Formats a value for a message: short, as JSON. */
export function shortly(value: Json | undefined): string {
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? 'a list' : 'an object';
  return JSON.stringify(cut(value)) ?? 'nothing';
}

function cut(value: Json | undefined): Json | undefined {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[…]' : '{…}';
  return typeof value === 'string' ? shortened(value, MAX_SHOWN) : value;
}

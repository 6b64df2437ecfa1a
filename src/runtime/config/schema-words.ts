import type { JsonSchema } from '../../domain/index.ts';
import { priorities } from '../../domain/index.ts';

export type Properties = Readonly<Record<string, JsonSchema>>;

/** Names become parts of subjects and of consumer names. */
export const NAME_PATTERN = '^[a-z0-9][a-z0-9-]{0,62}$';

export function text(description: string): JsonSchema {
  return { type: 'string', minLength: 1, description };
}

export function texts(description: string): JsonSchema {
  return { type: 'array', items: { type: 'string', minLength: 1 }, description };
}

export function priority(description: string): JsonSchema {
  return { enum: priorities, description };
}

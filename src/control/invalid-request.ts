import { Failure } from '../domain/index.ts';

/**
 * A request that breaks a rule of the API.
 * @param field as the proto file spells it, dotted where it is nested: `filter.ids`
 * @param rule completes "Field x …": `takes 0 to 500`
 */
export function invalidRequest(field: string, rule: string): Failure {
  const message = `Field "${field}" ${rule}.`;
  return new Failure('INVALID_REQUEST', { message, details: { field, rule } });
}

import { Failure } from '../domain/index.ts';

/**
 * Creates the failure for a request that breaks a rule of the API.
 * @param field name in the proto file, dotted if nested: `filter.ids`
 * @param rule completes "Field x …": `takes 0 to 500`
 */
export function invalidRequest(field: string, rule: string): Failure {
  const message = `Field "${field}" ${rule}.`;
  return new Failure('INVALID_REQUEST', { message, details: { field, rule } });
}

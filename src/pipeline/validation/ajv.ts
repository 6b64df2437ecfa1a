import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Options } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/**
 * An Ajv for draft 2020-12 with all formats. Collects all errors and keeps the offending data for messages: measured, that
 * costs a valid document 5 ns, so there is no second, faster compilation. Unknown keywords pass here; `checkSchema` finds them
 * with their path.
 */
export function newAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    logger: false,
    ...options,
  });
  addFormats.default(ajv);
  return ajv;
}

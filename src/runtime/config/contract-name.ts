import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * From the import of this module on, `stellwerk` and `stellwerk/testing` are the hub's own contract wherever a module is.
 * Connectors travel with their configuration into folders where no package is installed; and with a second copy of the
 * contract, the hub would not recognise their failures.
 */
const ends = path.extname(import.meta.filename);
const urlOf = (room: string) =>
  pathToFileURL(path.resolve(import.meta.dirname, '../..', room, `index${ends}`)).href;
const urls = new Map([
  ['stellwerk', urlOf('connector-api')],
  ['stellwerk/testing', urlOf('testing')],
]);

registerHooks({
  resolve(specifier, context, next) {
    const url = urls.get(specifier);
    return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
  },
});

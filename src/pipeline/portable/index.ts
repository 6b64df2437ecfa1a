/**
 * Everything that a thread needs to validate and map a lane's records, and nothing more. The compilers of field lists and schemas
 * bring large libraries, so they are loaded only when a lane needs them.
 */
export { mapRecord, validateDocument } from '../map-in-place.ts';
export { compilePortable, loadValidator } from './compile.ts';

/**
 * What a thread needs to validate and map a lane's records, and no more. The compilers of field lists and schemas bring large
 * libraries; they are loaded once a lane needs them.
 */
export { mapRecord, validateDocument } from '../map-in-place.ts';
export { compilePortable, loadValidator } from './compile.ts';

/** Pure types and decisions that every other room shares. Imports nothing but itself. */
export * from './audit.ts';
export * from './caller.ts';
export * from './circuit.ts';
export * from './command.ts';
export * from './cursor.ts';
export * from './dead-letter.ts';
export * from './delta.ts';
export * from './difference.ts';
export * from './failure.ts';
export * from './failure-catalogue.ts';
export * from './import.ts';
export * from './json.ts';
export * from './record.ts';
export * from './retry-policy.ts';
export * from './status.ts';
export * from './verdict.ts';
export * from './version.ts';

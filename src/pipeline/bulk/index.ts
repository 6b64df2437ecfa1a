export * from './ports.ts';
export * from './prepared.ts';
export * from './run-import.ts';

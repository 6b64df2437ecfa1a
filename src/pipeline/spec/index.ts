/** Shared by the compilers of operators' specifications (schemas, mappings, configuration). */
export * from './mistake.ts';
export * from './path-text.ts';

/** PostgreSQL's forms of arrays, for the few statements whose cost is in their parameters. */
export * from './array-param.ts';
export * from './array-text.ts';

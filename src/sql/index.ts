/** PostgreSQL's text forms, for the few statements whose cost is in their parameters. */
export * from './array-text.ts';

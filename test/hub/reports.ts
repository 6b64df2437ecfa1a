import type { Failure } from '../../src/connector-api/index.ts';

// A file of its own, since a hub loads the module of a kind once more than the tests.

/** What the connectors that a hub has opened can report with, in the order of their opening. */
export const reports: ((failure: Failure) => void)[] = [];
/** What is wrong with the system at present; `check` finds it. */
export const system: { wrong: Failure | null } = { wrong: null };

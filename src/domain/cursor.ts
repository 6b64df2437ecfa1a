import type { JsonObject } from './json.ts';

/** How far a source has been read. The hub stores it, but only the source that made it interprets it. */
export type Cursor = JsonObject;

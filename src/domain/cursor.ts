import type { JsonObject } from './json.ts';

/** How far a source has been read. Only the source that made it looks inside; the hub keeps it. */
export type Cursor = JsonObject;

import type { Standing } from '../words.ts';
import type { StoryEvent } from './story-types.ts';

const words: Readonly<Record<string, Standing>> = {
  RECORD_EVENT_KIND_READ: { tone: 'busy', text: 'read' },
  RECORD_EVENT_KIND_VALIDATED: { tone: 'off', text: 'valid' },
  RECORD_EVENT_KIND_LINKED: { tone: 'off', text: 'linked' },
  RECORD_EVENT_KIND_MAPPED: { tone: 'off', text: 'mapped' },
  RECORD_EVENT_KIND_ATTEMPT: { tone: 'warn', text: 'attempt failed' },
  RECORD_EVENT_KIND_SET_ASIDE: { tone: 'warn', text: 'parked' },
  RECORD_EVENT_KIND_BURIED: { tone: 'bad', text: 'became a dead letter' },
  RECORD_EVENT_KIND_CLOSED: { tone: 'good', text: 'dead letter closed' },
  RECORD_EVENT_KIND_APPLIED: { tone: 'good', text: 'applied' },
  RECORD_EVENT_KIND_UNCHANGED: { tone: 'good', text: 'unchanged' },
  RECORD_EVENT_KIND_SUPERSEDED: { tone: 'off', text: 'superseded' },
  RECORD_EVENT_KIND_ECHO: { tone: 'off', text: 'echo of the hub’s own write' },
  RECORD_EVENT_KIND_WAITING: { tone: 'warn', text: 'waits' },
};

/** The name of an event, and how good or bad it is. */
export function storyStanding({ kind, operation }: StoryEvent): Standing {
  const standing = words[kind] ?? { tone: 'off', text: kind };
  if (operation !== 'delete') return standing;
  if (kind === 'RECORD_EVENT_KIND_READ') return { ...standing, text: 'deleted in the source' };
  if (kind === 'RECORD_EVENT_KIND_APPLIED') return { ...standing, text: 'deleted in the target' };
  return standing;
}

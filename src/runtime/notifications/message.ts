import type { AlertKind, Notice } from '../../domain/index.ts';

/** A notice on its way out. It keeps its id over all attempts, so that a receiver can drop duplicates. */
export interface Message {
  readonly id: string;
  /** The hub's namespace. */
  readonly hub: string;
  readonly notice: Notice;
}

const titles: Readonly<Record<AlertKind, string>> = {
  'server-away': 'servers of the hub that do not answer',
  'circuit-open': 'systems that do not answer',
  'dead-letters': 'records that could not be delivered',
  backlog: 'lanes that are behind',
  'schedule-missed': 'schedules that were missed',
  certificate: 'certificate about to expire',
  'stream-failed': 'flows that gave up',
  'import-failed': 'imports that gave up',
};

/** Returns the notice in one line. */
export function subjectOf({ hub, notice }: Message): string {
  const { state, kind, alerts, over } = notice;
  if (state === 'resolved') return `[${hub}] resolved: ${titles[kind]} (${shortList(over)})`;
  return `[${hub}] ${titles[kind]}: ${shortList(alerts.map(({ subject }) => subject))}`;
}

function shortList(subjects: readonly string[]): string {
  const more = subjects.length - 3;
  return subjects.slice(0, 3).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Returns the notice as text with details, for people. */
export function textOf(message: Message): string {
  const { alerts, over } = message.notice;
  const lines = [
    ...alerts.map(({ subject, text, sinceMs }) => `${subject}: ${text}\n  since ${iso(sinceMs)}`),
    ...over.map((subject) => `${subject}: resolved.`),
  ];
  return `${subjectOf(message)}\n\n${lines.join('\n')}\n`;
}

/** Returns the payload that Standard Webhooks requires: type, timestamp and data. */
export function payloadOf(message: Message): string {
  const { state, kind, alerts, over, atMs } = message.notice;
  return JSON.stringify({
    type: `stellwerk.alert.${state}`,
    timestamp: iso(atMs),
    data: {
      hub: message.hub,
      kind,
      state,
      summary: subjectOf(message),
      alerts: alerts.map(({ subject, text, sinceMs }) => ({ subject, text, since: iso(sinceMs) })),
      over,
    },
  });
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

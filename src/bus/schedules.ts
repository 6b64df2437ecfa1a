import type { StoredMsg } from '@nats-io/jetstream';
import { JetStreamApiError } from '@nats-io/jetstream';
import { Failure } from '../domain/index.ts';
import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import { publishToMailbox } from './mailbox-publish.ts';
import { ensureMailboxStream, mailboxSubjects } from './mailbox-stream.ts';
import { busNames } from './names.ts';

const MIN_EVERY_MS = 1_000;
/** NATS ticks to the second; one that is later than this does not come any more. */
const MISSED_AFTER_MS = 10_000;

/** When a stream is read by itself. */
export type Schedule =
  /** At least 1,000; NATS keeps whole seconds. */
  | { readonly everyMs: number }
  /** Five fields (minute first), six (second first) or a word as `@daily`; `timeZone` is an IANA name as `Europe/Berlin`. */
  | { readonly cron: string; readonly timeZone: string };

/** The schedules of all streams. They live in NATS and send a `sync` to the stream's mailbox, also across restarts. */
export interface Schedules {
  /**
   * Resolves when the schedule stands. An unchanged one is left as it is, so that a hub which restarts every minute still
   * reads every five; a changed one starts anew.
   * @throws Failure CONFIG_INVALID when NATS does not understand it; BUS_UNAVAILABLE
   */
  set(stream: string, schedule: Schedule): Promise<void>;
  /** Removes the stream's schedule and a tick that waits. Without one it does nothing. @throws Failure BUS_UNAVAILABLE */
  remove(stream: string): Promise<void>;
  /** Removes the schedules of all streams but these: those that left the configuration. @throws Failure BUS_UNAVAILABLE */
  keepOnly(streams: Iterable<string>): Promise<void>;
  /**
   * Sets all schedules anew when a tick did not come: the server gives a schedule up for good when it cannot store its tick, as on
   * a full disk. Harmless where it only was not heard. To be called every few seconds.
   * @returns the streams whose tick was missed @throws Failure BUS_UNAVAILABLE; then nothing counts as renewed
   */
  renewMissed(nowMs: number): Promise<readonly string[]>;
  /** When the next tick is due, milliseconds since the Unix epoch. Null without a schedule, and for cron before its first tick. */
  next(stream: string): number | null;
}

interface Due {
  readonly stream: string;
  readonly schedule: Schedule;
  nextMs: number | null;
  readonly everyMs: number | null;
}

interface Specification {
  readonly pattern: string;
  readonly timeZone: string | null;
}

/** Opens the schedules, creating their JetStream stream if need be. @throws Failure BUS_UNAVAILABLE */
export async function openSchedules(bus: BusConnection): Promise<Schedules> {
  await ensureMailboxStream(bus);
  const subjects = mailboxSubjects(bus.namespace);
  const dues = new Map<string, Due>();
  followTicks(bus, dues);

  async function remove(schedule: string, tick: string): Promise<void> {
    dues.delete(lastToken(schedule));
    const { mailboxStream } = busNames(bus.namespace);
    for (const filter of [schedule, tick]) await bus.jsm.streams.purge(mailboxStream, { filter });
  }

  return {
    async set(stream, schedule) {
      const subject = subjects.schedule(stream);
      const wanted = specify(stream, schedule);
      const existing = await current(bus, subject);
      const unchanged = existing !== null && isSame(specificationOf(existing), wanted);
      if (!unchanged) await publish(bus, stream, wanted);
      const setAtMs = unchanged ? existing.time.getTime() : Date.now();
      dues.set(lastToken(subject), firstDue(stream, schedule, setAtMs));
    },
    async remove(stream) {
      try {
        await remove(subjects.schedule(stream), subjects.tick(stream));
      } catch (error) {
        throw busFailure(error, `remove the schedule of stream ${stream}`);
      }
    },
    async keepOnly(streams) {
      const kept = new Set(Array.from(streams, (stream) => subjects.schedule(stream)));
      try {
        for (const schedule of await allSchedules(bus)) {
          if (!kept.has(schedule)) await remove(schedule, tickOf(bus, schedule));
        }
      } catch (error) {
        throw busFailure(error, 'remove the schedules that left the configuration');
      }
    },
    async renewMissed(nowMs) {
      const all = [...dues.values()];
      const missed = all.filter(
        ({ nextMs }) => nextMs !== null && nowMs - nextMs > MISSED_AFTER_MS,
      );
      // One that has not ticked since this hub began tells nothing of its next, so it is set anew with the others.
      for (const { stream, schedule } of missed.length > 0 ? all : []) {
        await publish(bus, stream, specify(stream, schedule));
        const due = firstDue(stream, schedule, nowMs);
        dues.set(lastToken(subjects.schedule(stream)), due);
      }
      return missed.map(({ stream }) => stream);
    },
    next: (stream) => nextDue(dues.get(lastToken(subjects.schedule(stream)))),
  };
}

/** The server tells with each tick when the next one is due. The subscription ends with the connection. */
function followTicks(bus: BusConnection, dues: ReadonlyMap<string, Due>): void {
  bus.nc.subscribe(mailboxSubjects(bus.namespace).toldTicks, {
    callback: (error, message) => {
      const due = dues.get(lastToken(message.subject));
      const nextMs = Date.parse(message.headers?.get('Nats-Schedule-Next') ?? '');
      if (error === null && due && !Number.isNaN(nextMs)) due.nextMs = nextMs;
    },
  });
}

function firstDue(stream: string, schedule: Schedule, setAtMs: number): Due {
  if ('cron' in schedule) return { stream, schedule, nextMs: null, everyMs: null };
  const { everyMs } = schedule;
  const nextMs = Math.round(setAtMs / 1_000) * 1_000 + everyMs;
  const due = { stream, schedule, nextMs, everyMs };
  // Of a schedule that was set long ago the next tick counts, not the first.
  return { ...due, nextMs: nextDue(due) };
}

function nextDue(due: Due | undefined): number | null {
  if (!due || due.nextMs === null) return null;
  const lateMs = Date.now() - due.nextMs;
  if (lateMs <= 0) return due.nextMs;
  return due.everyMs === null ? null : due.nextMs + Math.ceil(lateMs / due.everyMs) * due.everyMs;
}

function specify(stream: string, schedule: Schedule): Specification {
  if ('everyMs' in schedule) {
    if (schedule.everyMs >= MIN_EVERY_MS) {
      return { pattern: `@every ${schedule.everyMs}ms`, timeZone: null };
    }
    const message = `Stream ${stream}: every must be at least 1s; for faster than that use a webhook.`;
    throw new Failure('CONFIG_INVALID', { message });
  }
  const cron = schedule.cron.trim();
  const fields = cron.split(/\s+/).length;
  return { pattern: fields === 5 ? `0 ${cron}` : cron, timeZone: schedule.timeZone };
}

function specificationOf({ header }: StoredMsg): Specification {
  return {
    pattern: header.get('Nats-Schedule'),
    timeZone: header.get('Nats-Schedule-Time-Zone') || null,
  };
}

function isSame(one: Specification, other: Specification): boolean {
  return one.pattern === other.pattern && one.timeZone === other.timeZone;
}

async function current(bus: BusConnection, subject: string): Promise<StoredMsg | null> {
  try {
    const { mailboxStream } = busNames(bus.namespace);
    return await bus.jsm.streams.getMessage(mailboxStream, { last_by_subj: subject });
  } catch (error) {
    throw busFailure(error, 'read a schedule');
  }
}

async function publish(bus: BusConnection, stream: string, wanted: Specification): Promise<void> {
  const subjects = mailboxSubjects(bus.namespace);
  const { pattern, timeZone } = wanted;
  try {
    await publishToMailbox(bus, subjects.schedule(stream), JSON.stringify({ stream }), {
      // The stream's max age is for commands; a schedule stays until it is removed.
      ttl: 'never',
      schedule: {
        specification: pattern,
        target: subjects.tick(stream),
        // A tick replaces one that nobody took yet: a hub that was away finds one, not a flood.
        rollup: 'sub',
        ...(timeZone === null ? {} : { timezone: timeZone }),
      },
    });
  } catch (error) {
    if (!(error instanceof JetStreamApiError && error.status === 400)) {
      throw busFailure(error, `set the schedule of stream ${stream}`);
    }
    const zone = timeZone === null ? '' : ` in time zone "${timeZone}"`;
    throw new Failure('CONFIG_INVALID', {
      message: `Stream ${stream}: NATS does not understand the schedule "${pattern}"${zone}: ${error.message}.`,
      cause: error,
    });
  }
}

async function allSchedules(bus: BusConnection): Promise<string[]> {
  const stream = busNames(bus.namespace).mailboxStream;
  const filter = mailboxSubjects(bus.namespace).schedules;
  const { state } = await bus.jsm.streams.info(stream, { subjects_filter: filter });
  return Object.keys(state.subjects ?? {});
}

function tickOf(bus: BusConnection, schedule: string): string {
  const { ticks } = mailboxSubjects(bus.namespace);
  return ticks.replace('*', lastToken(schedule));
}

function lastToken(subject: string): string {
  return subject.slice(subject.lastIndexOf('.') + 1);
}

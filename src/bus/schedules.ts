import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import { publishToMailbox } from './mailbox-publish.ts';
import { ensureMailboxStream, mailboxSubjects } from './mailbox-stream.ts';
import { busNames } from './names.ts';

/** One reading to come of a stream. */
export interface Appointment {
  readonly stream: string;
  /** The time by which it is known; its tick carries it. Milliseconds since the Unix epoch, as `beginMs`. */
  readonly dueMs: number;
  /** When its tick is sent. What has passed already is sent at once. */
  readonly beginMs: number;
}

/**
 * The next reading of each stream, as a JetStream schedule (`@at`) that sends a `sync` to the stream's mailbox at its time, also
 * across restarts. The hub says each next one itself: cron expressions of nats-server 2.15 leave out a time that the clock skips,
 * know no working hours, and times that pass while the server is down are forgotten.
 */
export interface Schedules {
  /** Resolves when the appointment stands, in place of the stream's former one. @throws Failure BUS_UNAVAILABLE */
  set(appointment: Appointment): Promise<void>;
  /** Removes the stream's appointment and a tick that waits. Without one it does nothing. @throws Failure BUS_UNAVAILABLE */
  remove(stream: string): Promise<void>;
  /**
   * Removes the appointments of all streams but these: those that left the configuration.
   * @returns those of these that have one @throws Failure BUS_UNAVAILABLE
   */
  keepOnly(streams: Iterable<string>): Promise<ReadonlySet<string>>;
}

/** Opens the schedules, creating their JetStream stream if need be. @throws Failure BUS_UNAVAILABLE */
export async function openSchedules(bus: BusConnection): Promise<Schedules> {
  await ensureMailboxStream(bus);
  const subjects = mailboxSubjects(bus.namespace);
  const { mailboxStream } = busNames(bus.namespace);

  async function purge(...filters: readonly string[]): Promise<void> {
    for (const filter of filters) await bus.jsm.streams.purge(mailboxStream, { filter });
  }

  return {
    async set({ stream, dueMs, beginMs }) {
      try {
        await publishToMailbox(bus, subjects.schedule(stream), JSON.stringify({ stream, dueMs }), {
          // The stream's max age is for commands; a schedule stays until it is removed.
          ttl: 'never',
          schedule: {
            specification: new Date(beginMs),
            target: subjects.tick(stream),
            // A tick replaces one that nobody took yet: a hub that was away finds one, not a flood.
            rollup: 'sub',
          },
        });
      } catch (error) {
        throw busFailure(error, `set the schedule of stream ${stream}`);
      }
    },
    async remove(stream) {
      try {
        await purge(subjects.schedule(stream), subjects.tick(stream));
      } catch (error) {
        throw busFailure(error, `remove the schedule of stream ${stream}`);
      }
    },
    async keepOnly(streams) {
      const kept = new Map(Array.from(streams, (stream) => [subjects.schedule(stream), stream]));
      const found = new Set<string>();
      try {
        for (const schedule of await allSchedules(bus)) {
          const stream = kept.get(schedule);
          if (stream === undefined) await purge(schedule, tickOf(bus, schedule));
          else found.add(stream);
        }
        return found;
      } catch (error) {
        throw busFailure(error, 'remove the schedules that left the configuration');
      }
    },
  };
}

async function allSchedules(bus: BusConnection): Promise<string[]> {
  const stream = busNames(bus.namespace).mailboxStream;
  const filter = mailboxSubjects(bus.namespace).schedules;
  const { state } = await bus.jsm.streams.info(stream, { subjects_filter: filter });
  return Object.keys(state.subjects ?? {});
}

function tickOf(bus: BusConnection, schedule: string): string {
  const { ticks } = mailboxSubjects(bus.namespace);
  return ticks.replace('*', schedule.slice(schedule.lastIndexOf('.') + 1));
}

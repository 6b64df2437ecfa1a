import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import { publishToMailbox } from './mailbox-publish.ts';
import { ensureMailboxStream, mailboxSubjects } from './mailbox-stream.ts';
import { busNames } from './names.ts';

/** The next scheduled read of a stream. */
export interface Appointment {
  readonly stream: string;
  /**
   * The scheduled time, which identifies the read and is carried by its tick. Milliseconds since the Unix epoch, as
   * `beginMs`.
   */
  readonly dueMs: number;
  /** When the tick is sent. A time in the past means at once. */
  readonly beginMs: number;
}

/**
 * Keeps the next read of each stream as a JetStream schedule (`@at`), which sends a `sync` to the stream's mailbox at
 * its time, also across restarts. The hub computes each next time itself: cron expressions of nats-server 2.15 skip a
 * time that the clock skips and know no working hours, and times that pass while the server is down are forgotten.
 */
export interface Schedules {
  /** Resolves when the appointment is stored; it replaces the stream's previous one. @throws Failure BUS_UNAVAILABLE */
  set(appointment: Appointment): Promise<void>;
  /** Removes the stream's appointment and its waiting tick, if any. @throws Failure BUS_UNAVAILABLE */
  remove(stream: string): Promise<void>;
  /**
   * Removes the appointments of all other streams, namely those that left the configuration.
   * @returns those of the given streams that have an appointment
   * @throws Failure BUS_UNAVAILABLE
   */
  keepOnly(streams: Iterable<string>): Promise<ReadonlySet<string>>;
}

/** Opens the schedules and creates their JetStream stream if necessary. @throws Failure BUS_UNAVAILABLE */
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
            // A tick replaces an older one that was not taken yet: a hub that was down finds one, not many.
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

import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ifAbsent } from '../common/if-absent.ts';
import { syncFolder } from '../common/sync-folder.ts';
import type { Calendar } from './calendar.ts';
import { MAX_ROWS, toExtf } from './extf.ts';
import type { Format } from './formats.ts';
import type { Journal } from './journal.ts';
import { postingsOf } from './postings.ts';
import type { Row } from './rows.ts';
import type { DatevSettings } from './spec.ts';

const READ_TOGETHER = 1_000;

export interface HandOverParts {
  readonly journal: Journal;
  readonly format: Format;
  readonly settings: DatevSettings;
  readonly calendar: Calendar;
  /** Where files appear. */
  readonly folder: string;
  /** Where they are written, in the same file system. */
  readonly staging: string;
  readonly nowMs: number;
}

/**
 * Hands over what has changed since the last time. The files are first written elsewhere and fsynced; then the journal says that
 * they are handed over; then they are moved to their place. So whatever a crash interrupts, each file appears exactly once: before
 * the line in the journal nothing has appeared and everything is written anew, after it what is still elsewhere is moved.
 */
export async function handOver(parts: HandOverParts): Promise<void> {
  const { journal, staging, nowMs } = parts;
  const files = await filesOf(parts);
  await rm(staging, { recursive: true, force: true });
  if (files.size > 0) await mkdir(staging);
  for (const [name, content] of files) await writeDurably(path.join(staging, name), content);
  if (files.size > 0) await syncFolder(staging);
  await journal.handOver([...files.keys()], nowMs);
  await moveFiles(parts);
}

/** Moves the files of the last hand-over to their place, as far as that has not happened. */
export async function moveFiles({
  journal,
  staging,
  folder,
}: Pick<HandOverParts, 'journal' | 'staging' | 'folder'>): Promise<void> {
  for (const name of journal.lastFiles) {
    await rename(path.join(staging, name), path.join(folder, name)).catch(ifAbsent);
  }
  if (journal.lastFiles.length > 0) await syncFolder(folder);
}

/** The beginning of the names of a lane's files. */
export function prefixOf(lane: string): string {
  return `EXTF_${shortName(lane, 32)}_`;
}

async function filesOf(parts: HandOverParts): Promise<ReadonlyMap<string, Iterable<Buffer>>> {
  const { journal, format, settings, calendar, nowMs } = parts;
  const number = String(journal.handOvers + 1).padStart(4, '0');
  const files = new Map<string, Iterable<Buffer>>();
  for (const [month, groups] of [...(await rowsByMonth(parts))].sort()) {
    groups.forEach((rows, nth) => {
      const numbered = nth === 0 ? number : `${number}-${nth + 1}`;
      const { lane } = journal.owner;
      const label = `${shortName(lane, 22)} ${numbered}`;
      const facts = { format, month, label, createdAtMs: nowMs };
      const name = [prefixOf(lane), month && `${month}_`, numbered, '.csv'].join('');
      files.set(name, toExtf(rows, facts, settings, calendar));
    });
  }
  return files;
}

/** The rows to hand over by month, in as many groups as they need files. The rows of one thing stay together. */
async function rowsByMonth({ journal, format }: HandOverParts): Promise<Map<string, Row[][]>> {
  const months = new Map<string, Row[][]>();
  for await (const { before, now } of changesIn(journal)) {
    const postings = Map.groupBy(postingsOf(format, before, now), format.monthOf);
    for (const [month, rows] of postings) {
      const groups = months.get(month) ?? [];
      months.set(month, groups);
      const last = groups.at(-1);
      if (last && last.length + rows.length <= MAX_ROWS) for (const row of rows) last.push(row);
      else groups.push(rows);
    }
  }
  return months;
}

/** Reads what was handed over of each changed thing, and what it is now. */
async function* changesIn(
  journal: Journal,
): AsyncGenerator<{ readonly before: readonly Row[]; readonly now: readonly Row[] }> {
  const changed = Array.from(journal.changed, ([key, place]) => ({ key, place }));
  for (let nth = 0; nth < changed.length; nth += READ_TOGETHER) {
    const wanted = changed.slice(nth, nth + READ_TOGETHER);
    const before = await journal.read(wanted);
    const now = await journal.last(wanted.map(({ key }) => key));
    for (const at of wanted.keys())
      yield { before: before[at]?.rows ?? [], now: now[at]?.rows ?? [] };
  }
}

/** A lane's name for files and labels; one that is too long ends in a digest. */
function shortName(lane: string, maxChars: number): string {
  const name = lane.replace('/', '_');
  if (name.length <= maxChars) return name;
  const digest = createHash('sha256').update(lane).digest('hex').slice(0, 6);
  return `${name.slice(0, maxChars - 7)}.${digest}`;
}

async function writeDurably(file: string, pieces: Iterable<Buffer>): Promise<void> {
  const handle = await open(file, 'w');
  try {
    for (const piece of pieces) await handle.appendFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

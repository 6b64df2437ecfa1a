import { when } from '../format.ts';

/** A version that is a time, as all times are shown, with its number as a tooltip; else the number. */
export function Version({ version, isTime }: { version: string; isTime: boolean }) {
  if (!isTime) return version;
  const atMs = Number(version) / 1_000;
  return (
    <time dateTime={new Date(atMs).toISOString()} title={`version ${version}`}>
      {when(atMs)}
    </time>
  );
}

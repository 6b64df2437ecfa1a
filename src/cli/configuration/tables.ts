import { styleText } from 'node:util';
import type { ConfigChange, ConfigVersion, Json } from '../../domain/index.ts';
import { contentName } from '../../domain/index.ts';
import { plainLine } from '../plain-text.ts';
import { table } from '../table.ts';
import { ago, NOTHING } from '../words.ts';

const VALUE_LENGTH = 60;
const signs = {
  added: { sign: '+', style: 'green' },
  changed: { sign: '~', style: 'yellow' },
  removed: { sign: '-', style: 'red' },
} as const;

/** Formats one line per connector, stream and lane that differs, and one per changed setting. */
export function changeText(changes: readonly ConfigChange[]): string {
  return changes
    .flatMap(({ kind, name, change, fields }) => {
      const { sign, style } = signs[change];
      const line = plainLine(`${sign} ${kind} ${name}`);
      const settings = change === 'changed' ? fields : [];
      return [
        styleText(style, line, { stream: process.stdout }),
        ...settings.map(
          ({ path, before, after }) =>
            `    ${plainLine(path)}: ${shown(before)} -> ${shown(after)}`,
        ),
      ];
    })
    .join('\n');
}

/** Formats versions as a table, newest first. */
export function versionTable(versions: readonly ConfigVersion[], nowMs: number): string {
  return table(
    [
      { title: 'VERSION', align: 'right', cell: ({ version }) => String(version) },
      { title: 'APPLIED', cell: ({ appliedAtMs }) => ago(appliedAtMs, nowMs) },
      { title: 'BY', cell: ({ appliedBy }) => appliedBy },
      { title: 'CONTENT', cell: contentName },
      { title: 'NOTE', cell: ({ note }) => note || NOTHING },
    ],
    versions,
  );
}

function shown(value: Json | undefined): string {
  if (value === undefined) return NOTHING;
  const text = plainLine(typeof value === 'string' ? value : JSON.stringify(value));
  return text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH - 1)}…` : text;
}

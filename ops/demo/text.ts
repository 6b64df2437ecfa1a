import { stripVTControlCharacters, styleText } from 'node:util';

/** 12345 as `12,345`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** `1 order`, `12 orders`. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

export function seconds(millis: number): string {
  return (millis / 1000).toFixed(1);
}

/** Returns text of other systems on one line, without terminal control characters, cut to a length. */
export function plain(text: string, maxLength: number): string {
  const line = stripVTControlCharacters(text).replaceAll(/\p{Cc}+/gu, ' ');
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1)}…`;
}

export function heading(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}

/** Lays out rows below their titles: the first column is text, left-aligned; the others are numbers, right-aligned. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ');
  return indent([titles, ...rows].map(line));
}

export function indent(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join('\n');
}

import type { Delivery, Json } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import { encodeWindows1252, toWindows1252 } from '../common/windows-1252.ts';
import type { SftpTargetOptions } from './spec.ts';

const LINE_END = { csv: '\r\n', jsonl: '\n' } as const;

/** How records become the lines of a file. */
export class Lines {
  readonly format: 'csv' | 'jsonl';
  readonly #columns: readonly string[];
  readonly #options: SftpTargetOptions;

  constructor(options: SftpTargetOptions, lane: string) {
    const { format = 'csv', columns = [], operation } = options;
    if (format === 'csv' && columns.length === 0)
      throw new Failure('TARGET_MISCONFIGURED', {
        message: `A CSV file needs \`columns\`: add them to the lane ${lane}.`,
      });
    this.format = format;
    this.#options = options;
    const isListed = operation === undefined || columns.includes(operation);
    this.#columns = isListed ? columns : [...columns, operation];
  }

  /** @throws Failure TARGET_REFUSED if the record cannot be written */
  lineOf({ document, operation }: Delivery): string {
    const { operation: field } = this.#options;
    if (operation === 'delete' && field === undefined)
      throw new Failure('TARGET_REFUSED', {
        message:
          'The thing was deleted, and the file has no place to say so: set `operation` of the lane, or send what is left out in another way.',
      });
    const whole = field === undefined ? document : { ...document, [field]: operation };
    if (this.format === 'jsonl') return this.#encodable(JSON.stringify(whole), 'its document');
    return this.#row(this.#columns.map((name) => this.#value(name, whole[name] ?? null)));
  }

  fileOf(lines: readonly string[]): Buffer {
    const { header = true, encoding } = this.#options;
    const isNamed = this.format === 'csv' && header;
    const names = isNamed ? [this.#row(this.#columns.map((name) => this.#quoted(name)))] : [];
    const text = [...names, ...lines].map((line) => line + LINE_END[this.format]).join('');
    return encoding === 'windows-1252' ? encodeWindows1252(text) : Buffer.from(text);
  }

  #row(values: readonly string[]): string {
    return values.join(this.#options.delimiter ?? ',');
  }

  #value(name: string, value: Json): string {
    const text =
      value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
    return this.#quoted(this.#encodable(text, name));
  }

  #quoted(text: string): string {
    const { delimiter = ',' } = this.#options;
    const isPlain = !text.includes(delimiter) && !/["\r\n]|^\s|\s$/.test(text);
    return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
  }

  #encodable(text: string, where: string): string {
    if (this.#options.encoding !== 'windows-1252') return text;
    const encodable = toWindows1252(text);
    if (encodable !== null) return encodable;
    throw new Failure('TARGET_REFUSED', {
      message: `${where} holds a character that windows-1252 lacks: leave it out in the mapping, or set \`encoding: utf-8\`.`,
    });
  }
}

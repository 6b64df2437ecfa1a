import type { Json } from '../../connector-api/index.ts';
import { shortened, shownJson } from '../../connector-api/index.ts';
import type { Calendar, FiscalYears } from './calendar.ts';
import type { Field } from './fields.ts';
import { toWindows1252 } from '../common/windows-1252.ts';

const MAX_SHOWN = 60;
const DECIMAL = /^0*(\d+)(?:\.(\d*?)0*)?$/;

export interface ValueRules {
  readonly calendar: Calendar;
  /** Digits of a general ledger account; personal accounts have one more. */
  readonly accountLength: number;
  readonly years: FiscalYears;
  /** Currency of the books. */
  readonly currency: string;
}

/** A value that its field does not take; the message names field, value and rule. */
export class UnfitValue extends Error {}

/**
 * Returns a value as its field spells it, dates as `2026-03-31`; empty text for no value.
 * @throws UnfitValue
 */
export function spell(field: Field, value: Json, rules: ValueRules): string {
  if (value === null || value === '') return '';
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  const spelled = text === null ? null : spellAs(field, text.trim(), rules);
  if (spelled === null) throw unfit(field, value, ruleOf(field, rules));
  const { allowed } = field;
  if (spelled !== '' && allowed && !allowed.pattern.test(spelled))
    throw unfit(field, value, `it must be ${allowed.rule}`);
  return spelled;
}

function spellAs(field: Field, text: string, rules: ValueRules): string | null {
  const { kind, size, decimals } = field;
  switch (kind) {
    case 'T': {
      const fitting = toWindows1252(text);
      return fitting !== null && fitting.length <= size ? fitting : null;
    }
    case 'N':
      return /^\d+$/.test(text) && text.length <= size ? text : null;
    case 'D': {
      const [, whole = '', fraction = ''] = DECIMAL.exec(text) ?? [];
      const fits = whole !== '' && whole.length <= size && fraction.length <= decimals;
      return fits ? `${whole},${fraction.padEnd(decimals, '0')}` : null;
    }
    case 'A':
      return /^\d*[1-9]\d*$/.test(text) && text.length <= rules.accountLength + 1 ? text : null;
    case 'd4':
    case 'd8':
      return rules.calendar.readDay(text);
    case 'y4':
      return /^20\d\d$/.test(text) ? text : null;
  }
}

function ruleOf({ kind, size, decimals }: Field, { accountLength }: ValueRules): string {
  switch (kind) {
    case 'T':
      return `it must be text of at most ${size} characters of Windows-1252`;
    case 'N':
      return `it must be a whole number of at most ${size} digits`;
    case 'D':
      return `it must be a number like 1234.50, not negative, with at most ${size} digits before and ${decimals} after the point`;
    case 'A':
      return `it must be an account of at most ${accountLength + 1} digits, other than 0`;
    case 'd4':
    case 'd8':
      return 'it must be a date of this century like 2026-03-31, or a moment like 2026-03-31T13:45:00Z';
    case 'y4':
      return 'it must be a year of this century like 2026';
  }
}

function unfit({ heading }: Field, value: Json, rule: string): UnfitValue {
  return new UnfitValue(`${heading} is ${shortened(shownJson(value), MAX_SHOWN)}, but ${rule}`);
}

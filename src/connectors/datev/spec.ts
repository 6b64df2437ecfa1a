import type { JsonSchema } from '../../connector-api/index.ts';
import { text } from '../common/schemas.ts';

/** How long bookings are gathered before they become a file. */
export type HandOver = 'hourly' | 'daily' | 'monthly';

export type DatevSettings = {
  readonly path: string;
  readonly consultant: number;
  readonly client: number;
  readonly fiscalYearStart: number;
  readonly fiscalYears?: readonly string[];
  readonly accountLength: number;
  readonly chart?: string;
  readonly currency: string;
  readonly locked: boolean;
  readonly initials?: string;
  readonly timeZone: string;
  readonly handOver: HandOver;
};

export const settings: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['path', 'consultant', 'client'],
  properties: {
    path: text(
      'Folder for the files (EXTF_….csv) of this client, which may be moved away once they are there. It must exist: on a network share name a folder within it, so that the hub waits while the share is not mounted. The hub keeps its journals in its subfolder `journal`: never remove them, they say what was handed over. An empty file `hand-over` (or `hand-over.txt`) in the folder makes the hub hand over everything at once.',
    ),
    consultant: {
      type: 'integer',
      minimum: 1001,
      maximum: 9_999_999,
      description: 'Number of the tax adviser at DATEV (Beraternummer).',
    },
    client: {
      type: 'integer',
      minimum: 1,
      maximum: 99_999,
      description: 'Number of the company at its tax adviser (Mandantennummer).',
    },
    fiscalYearStart: {
      type: 'integer',
      minimum: 1,
      maximum: 12,
      default: 1,
      description: 'Month whose first day begins the fiscal year, 1 to 12.',
    },
    fiscalYears: {
      type: 'array',
      items: { type: 'string', pattern: '^20\\d\\d-\\d\\d-\\d\\d$' },
      minItems: 1,
      description:
        'First days of the fiscal years from the first irregular one to the last (Rumpfwirtschaftsjahr), as `[2026-05-15]` for a company founded on that day, or `[2025-01-01, 2026-01-01]` for one whose years begin in July since 2026; later ones begin with `fiscalYearStart`.',
    },
    accountLength: {
      type: 'integer',
      minimum: 4,
      maximum: 8,
      default: 4,
      description:
        'Digits of a general ledger account (Sachkontenlänge), as in the client’s settings at DATEV; personal accounts have one more.',
    },
    chart: {
      type: 'string',
      pattern: '^SKR\\d{2}$',
      description: 'Chart of accounts, for example SKR03 or SKR04; default: the client’s.',
    },
    currency: {
      type: 'string',
      pattern: '^[A-Z]{3}$',
      default: 'EUR',
      description: 'Currency of the books (WKZ).',
    },
    locked: {
      type: 'boolean',
      default: false,
      description:
        'true: DATEV locks the bookings as it imports them (Festschreibung); false: the tax adviser can still edit them.',
    },
    initials: {
      type: 'string',
      pattern: '^([A-Z]{2}|[A-Z]{4})$',
      description: 'Two or four capital letters that DATEV shows beside each file (Diktatkürzel).',
    },
    timeZone: {
      ...text('Time zone of the bookkeeping: it decides to which day a moment belongs.'),
      default: 'Europe/Berlin',
    },
    handOver: {
      enum: ['hourly', 'daily', 'monthly'],
      default: 'daily',
      description:
        'When what was delivered becomes a file: once its hour, day or month is over. What then differs from what was handed over before is written, one file per month of the booking dates.',
    },
  },
};

export const targetOptions: Readonly<Record<string, JsonSchema>> = {};

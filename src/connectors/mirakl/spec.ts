import type { JsonSchema } from '../../connector-api/index.ts';
import { WEB_ADDRESS } from '../../connector-api/index.ts';
import { secret, text } from '../common/schemas.ts';
import type { HttpSettings } from '../http/spec.ts';
import { requestSettings } from '../http/spec.ts';

export type MiraklSettings = Omit<HttpSettings, 'auth'> & {
  readonly key: string;
  readonly shopId?: number;
  readonly importEveryMs: number;
  readonly askEveryMs: number;
};

export const settings: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url', 'key'],
  properties: {
    url: {
      ...text(
        'Address of the marketplace, without /api, for example https://your-instance.mirakl.net.',
      ),
      pattern: WEB_ADDRESS,
    },
    key: secret('API key of the shop (My account > API key).'),
    shopId: {
      type: 'integer',
      minimum: 1,
      description: 'Which shop is meant, if the key is for several; default: its default shop.',
    },
    importEveryMs: {
      type: 'integer',
      minimum: 1,
      default: 60_000,
      description:
        'Least time between two files of offers, and between two of stock, in milliseconds. What changes meanwhile gathers in the next file. Mirakl allows one a minute, and recommends one in five (300,000).',
    },
    askEveryMs: {
      type: 'integer',
      minimum: 1,
      default: 60_000,
      description:
        'How often the marketplace is asked whether a file has been processed, in milliseconds; the first time after five seconds at the latest. Mirakl allows once a minute.',
    },
    ...requestSettings,
    maxThrottleWaitMs: {
      ...requestSettings.maxThrottleWaitMs,
      default: 90_000,
    },
  },
};

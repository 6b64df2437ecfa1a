import { access } from 'node:fs/promises';
import path from 'node:path';
import { defineConnector, Failure } from '../../connector-api/index.ts';
import { Mutex } from '../../domain/index.ts';
import { FileSource } from './source.ts';
import type { FileSettings } from './spec.ts';
import { settings, sourceOptions, targetOptions } from './spec.ts';
import { FileTarget } from './target.ts';

/** JSON Lines or CSV files on the hub's machine: read in full whenever they change, written as an append-only journal. */
export const file = defineConnector<FileSettings>({
  kind: 'file',
  summary:
    'Files on the hub’s machine, JSON Lines or CSV: read again whenever they change, written as a journal.',
  settings,
  sourceOptions,
  targetOptions,
  open(fileSettings, { name, baseDir }) {
    const targets: FileTarget[] = [];
    const turns = new Mutex();
    return {
      async check() {
        const folder = path.dirname(path.resolve(baseDir, fileSettings.path));
        await access(folder).catch((error: unknown) => {
          const message = `The folder ${folder} of connector ${name} cannot be reached.`;
          throw new Failure('SOURCE_UNAVAILABLE', { message, cause: error });
        });
      },
      source: (stream) => new FileSource(fileSettings, stream, baseDir),
      target(lane) {
        const target = new FileTarget(fileSettings, lane, baseDir, turns);
        targets.push(target);
        return target;
      },
      async close() {
        await Promise.all(targets.map((target) => target.close()));
      },
    };
  },
});

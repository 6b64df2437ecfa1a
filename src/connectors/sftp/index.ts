import { defineConnector } from '../../connector-api/index.ts';
import { SftpServer } from './server.ts';
import { SftpSource } from './source.ts';
import type { SftpSettings } from './spec.ts';
import { settings, sourceOptions, targetOptions } from './spec.ts';
import { SftpTarget } from './target.ts';

/** An SFTP server over which files are exchanged with warehouses, marketplaces and suppliers. */
export const sftp = defineConnector<SftpSettings>({
  kind: 'sftp',
  summary:
    'An SFTP server over which files are exchanged: reads each file that appears in a folder once (CSV, JSON, XML), writes one file per batch (CSV, JSON Lines).',
  settings,
  sourceOptions,
  requiredSourceOptions: ['files'],
  targetOptions,
  open(sftpSettings, { name }) {
    const server = new SftpServer(sftpSettings, name);
    return {
      async check(signal) {
        const session = await server.session('target', signal);
        await session.stat('.', { side: 'target', signal });
      },
      source: (stream) => new SftpSource(server, stream),
      target: (lane) => new SftpTarget(server, lane),
      close: () => server.close(),
    };
  },
});

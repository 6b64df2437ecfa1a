// Loaded before a program that runs on behalf of its parent: when the parent is killed, this program stops as on SIGTERM.
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}

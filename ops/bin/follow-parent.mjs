// Loaded before a program that runs in the place of another: when that one is killed, this one stops as on SIGTERM.
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}

import type { Command } from 'commander';
import { addOrder } from './order.ts';

export function addPause(program: Command): void {
  addOrder(program, 'pause', 'pause a connector, stream or lane; it stays paused across restarts');
}

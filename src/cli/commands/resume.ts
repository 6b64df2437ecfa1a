import type { Command } from 'commander';
import { addOrder } from './order.ts';

export function addResume(program: Command): void {
  addOrder(program, 'resume', 'end a pause, or restart what has failed');
}

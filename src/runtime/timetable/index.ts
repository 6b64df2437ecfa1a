/** When streams are read automatically; knows nothing of hub and servers. */
export { beginOf, nextDue, passedSince } from './due.ts';
export type { Passed } from './due.ts';
export { isInHours } from './hours.ts';
export { dayNames, plainTimetable } from './timetable.ts';
export type { Timetable, WorkingHours } from './timetable.ts';

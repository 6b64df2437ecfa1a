import { Memory } from './001-memory.ts';
import { SetAside } from './002-set-aside.ts';
import { AuditLogTables } from './003-audit-log.ts';
import { ApiKeys } from './004-api-keys.ts';
import { Configuration } from './005-configuration.ts';
import { HistoryOfRuns } from './006-history-of-runs.ts';
import { Imports } from './007-imports.ts';
import { AnsweredRequests } from './008-answered-requests.ts';
import { Arrivals } from './009-arrivals.ts';
import { Schedules } from './010-schedules.ts';
import { CapturedStreams } from './011-captured-streams.ts';
import { TwoWay } from './012-two-way.ts';
import { Stories } from './013-stories.ts';
import { AuditSubjects } from './014-audit-subjects.ts';
import { TwoWayIntents } from './015-two-way-intents.ts';
import { MergedThings } from './016-merged-things.ts';
import { Suspicions } from './017-suspicions.ts';
import { StoredSeq } from './018-stored-seq.ts';
import { Origins } from './019-origins.ts';
import { AuditIntents } from './020-audit-intents.ts';

/**
 * All migrations in order, as a list: nothing is searched for on disk, so source and compiled package behave alike. A
 * released migration is never changed; the database remembers it by name.
 */
export const migrations = [
  { name: '001-memory', class: Memory },
  { name: '002-set-aside', class: SetAside },
  { name: '003-audit-log', class: AuditLogTables },
  { name: '004-api-keys', class: ApiKeys },
  { name: '005-configuration', class: Configuration },
  { name: '006-history-of-runs', class: HistoryOfRuns },
  { name: '007-imports', class: Imports },
  { name: '008-answered-requests', class: AnsweredRequests },
  { name: '009-arrivals', class: Arrivals },
  { name: '010-schedules', class: Schedules },
  { name: '011-captured-streams', class: CapturedStreams },
  { name: '012-two-way', class: TwoWay },
  { name: '013-stories', class: Stories },
  { name: '014-audit-subjects', class: AuditSubjects },
  { name: '015-two-way-intents', class: TwoWayIntents },
  { name: '016-merged-things', class: MergedThings },
  { name: '017-suspicions', class: Suspicions },
  { name: '018-stored-seq', class: StoredSeq },
  { name: '019-origins', class: Origins },
  { name: '020-audit-intents', class: AuditIntents },
];

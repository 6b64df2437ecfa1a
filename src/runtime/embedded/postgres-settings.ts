/**
 * Passed at every start, so that a new hub version changes them for existing data too. Durability (fsync,
 * synchronous_commit, full_page_writes) stays at PostgreSQL's default, which is on.
 */
export const postgresSettings: Readonly<Record<string, string>> = {
  // Loopback only; no socket file that a killed server would leave behind.
  unix_socket_directories: '',
  // Lanes, streams and tests each hold a small pool.
  max_connections: '200',
  shared_buffers: '256MB',
  // Needed by the demo, which captures changes from this server too.
  wal_level: 'logical',
  // One for each stream that captures changes.
  max_replication_slots: '40',
  max_wal_senders: '40',
  // The hub writes in bursts: fewer, longer checkpoints mean fewer full pages in the log.
  max_wal_size: '2GB',
  min_wal_size: '256MB',
  checkpoint_timeout: '15min',
  wal_buffers: '16MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  // Upserts leave dead rows as fast as live ones.
  autovacuum_naptime: '15s',
  autovacuum_vacuum_scale_factor: '0.05',
  // The set-based statements run for milliseconds; compiling them would take longer.
  jit: 'off',
  // Assumes SSDs.
  random_page_cost: '1.1',
  // On one or two cores, parallel plans would only compete with the hub.
  max_parallel_workers_per_gather: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The hub reports failed statements; logging them here would fill the log with business data.
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
};

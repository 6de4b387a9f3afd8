/** The feature folder that writes each table; every other feature asks its services, or reads with a query of its own. */
export const TABLE_OWNERS = {
  accounts: [
    ...['brands', 'warehouses', 'brand_warehouses', 'brand_keys'],
    ...['people', 'memberships', 'staff_sessions'],
  ],
  audit: ['audit_runs'],
  board: ['board_wakes', 'day_closes'],
  cases: ['cases', 'case_messages', 'case_numbers'],
  clips: ['clips', 'clip_segments', 'evidence_links', 'recording_statements', 'station_upload_days'],
  customers: ['customers', 'customer_ranks'],
  evidence: [
    ...[
      'custody_events',
      'custody_links',
      'evidence_manifests',
      'manifests_due',
      'preservations',
      'renditions',
    ],
    ...['evidence_alarms', 'evidence_settings', 'evidence_waivers'],
  ],
  http: ['idempotency_keys'],
  inspections: ['answers', 'check_items', 'item_exceptions', 'scans', 'standards'],
  interventions: ['interventions'],
  items: ['items'],
  ledger: ['ledger_documents', 'signing_keys'],
  log: ['log_bundles', 'log_checkpoints', 'log_state', 'log_tiles'],
  orders: ['orders', 'order_addresses', 'order_lines', 'handling_instructions'],
  pickups: ['closed_days', 'order_cutoffs', 'pickup_calendars', 'pickups'],
  queue: [
    ...['tasks', 'leases', 'claim_requests', 'queue_epoch'],
    ...['carts', 'queue_settings', 'service_times', 'ticket_queues'],
  ],
  ranks: ['ranks'],
  shipments: ['brand_stages', 'carrier_events', 'shipments', 'shipment_lines', 'waybills'],
  simulation: ['simulations'],
  stations: ['packers', 'station_keys', 'station_sessions', 'stations'],
  timeline: ['timeline_events'],
  timestamps: ['timestamps'],
  tracking: ['tracking_links'],
} as const satisfies Record<string, readonly string[]>;

/** Who else writes a table, and why that isn't asked of its owner. */
export const SHARED_WRITES: readonly { feature: string; table: string; why: string }[] = [
  { feature: 'evidence', table: 'clips', why: 'sealing and rendering move the clip they work for' },
  { feature: 'inspections', table: 'leases', why: 'completing a stage ends its lease in the same statement' },
  {
    feature: 'inspections',
    table: 'tasks',
    why: 'completing a stage, or starting it again after a swap, is one guarded statement',
  },
  {
    feature: 'inspections',
    table: 'shipments',
    why: 'the last stage makes the parcel ready, the hand-over passes it on',
  },
  {
    feature: 'inspections',
    table: 'waybills',
    why: 'scanning a label binds it to the box, the hand-over ends it',
  },
  ...['shipments', 'shipment_lines', 'tasks', 'evidence_links'].map((table) => ({
    feature: 'interventions',
    table,
    why: 'holding, splitting and consolidating move a shipment with its lines, tasks and evidence in one transaction',
  })),
  {
    feature: 'log',
    table: 'ledger_documents',
    why: 'the appender gives a document its place in the transaction that writes its leaf',
  },
  {
    feature: 'queue',
    table: 'shipments',
    why: 'the first claim starts the shipment, in the claim statement itself',
  },
  {
    feature: 'queue',
    table: 'timeline_events',
    why: 'the claim and its event are one statement: the hot path',
  },
  { feature: 'shipments', table: 'orders', why: 'the end of its last parcel completes or cancels the order' },
  { feature: 'shipments', table: 'tasks', why: 'planning a shipment makes and moves its tasks in bulk' },
];

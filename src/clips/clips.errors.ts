import type { ErrorTable } from '../http/error-table.js';

export const clipsErrors = {
  content_digest_missing: 400,
  content_digest_malformed: 400,
  segment_cut_off: 400,
  clip_not_found: 404,
  task_never_held: 404,
  clip_id_taken: 409,
  clip_completed: 409,
  clip_not_completed: 409,
  segment_conflict: 409,
  content_length_required: 411,
  segment_too_large: 413,
  clip_too_large: 413,
  content_type_mismatch: 422,
  digest_mismatch: 422,
  segment_empty: 422,
  segment_number_too_large: 422,
  segments_missing: 422,
  segments_unexpected: 422,
  total_mismatch: 422,
  total_digest_mismatch: 422,
} as const satisfies ErrorTable;

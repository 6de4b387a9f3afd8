import type { ClipRow } from '../clips/clip.rows.js';

/** A stored clip whose films are being made. */
export interface RenderingClip extends ClipRow {
  shipment_id: string;
  order_id: string;
}

export const FIND_RENDERING = `
  select c.*, t.shipment_id, h.order_id
  from clips c join tasks t on t.id = c.task_id join shipments h on h.id = t.shipment_id
  where c.id = $1 and c.state in ('stored', 'sealed') and c.media_state = 'rendering'`;

/** A clip whose renditions are in force. */
export const FIND_PLAYABLE = FIND_RENDERING.replace(
  `c.media_state = 'rendering'`,
  `c.media_state = 'playable'`,
);

/** `caseIds`: cases whose preservation has grown by the renditions. */
export type RenderResult =
  { outcome: 'playable'; caseIds: string[] } | { outcome: 'rejected' | 'nothing_to_render' };

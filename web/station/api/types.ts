import type { components } from '../../shared/api/schema.js';

type Schemas = components['schemas'];

export type StationState = Schemas['StationState'];
export type HeldTask = Schemas['HeldTask'];
export type StationTask = Schemas['StationTask'];
export type StationLine = Schemas['StationLine'];
export type StationCheck = Schemas['StationCheck'];
export type ClaimResult = Schemas['ClaimResult'];
export type ScanResult = Schemas['ScanResult'];
export type Cart = Schemas['Cart'];
export type CartResult = Schemas['CartResult'];
export type CartHeartbeat = Schemas['CartHeartbeatResult'];
export type StationCarts = Schemas['StationCarts'];
export type CartOffer = StationCarts['offers'][number];
export type ClipViews = Schemas['ClipViews'];
export type Stop = NonNullable<Schemas['HeartbeatResult']['stop']>;
export type ClipMark = Schemas['ClipMark'];
export type ClipClock = Schemas['ClipClock'];
export type Bilingual = { ja: string; en: string };

/** A task in this station's hands: its id and the fencing token that goes with everything done to it. */
export interface HeldRef {
  taskId: string;
  token: number;
}

/** For recordings: also what was given with the claim, which the station signs. */
export interface FilmedRef extends HeldRef {
  nonce: string;
}

import { randomInt } from 'node:crypto';
import { WAYBILLS } from './sumihido.js';

interface DemoWaybill {
  carrier: 'yamato' | 'sagawa' | 'japan_post';
  number: string;
}

/** The numbers that the carriers issued for one run of the story. */
export interface DemoWaybills {
  takase: DemoWaybill;
  kuze: DemoWaybill;
  kobinata: DemoWaybill;
  manabe: readonly DemoWaybill[];
}

export const firstWaybills: DemoWaybills = WAYBILLS;

/** A carrier issues a number once: a later run gets new ones from the same ranges, with right check digits. */
export function freshWaybills(): DemoWaybills {
  const fresh = ({ carrier, number }: DemoWaybill): DemoWaybill => ({ carrier, number: another(number) });
  return {
    takase: fresh(WAYBILLS.takase),
    kuze: fresh(WAYBILLS.kuze),
    kobinata: fresh(WAYBILLS.kobinata),
    manabe: WAYBILLS.manabe.map(fresh),
  };
}

function another(number: string): string {
  const body = `${number.slice(0, 4)}${String(randomInt(10_000_000)).padStart(7, '0')}`;
  // Yamato, Sagawa and Yu-Pack: the check digit is the first eleven digits modulo 7.
  const digits = `${body}${Number(body) % 7}`;
  return `${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8)}`;
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { BrandScope } from '../accounts/scopes.js';
import { newId } from '../database/ids.js';
import { violatedConstraint } from '../database/pg-errors.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { localDate } from '../i18n/local-time.js';
import { appendTimeline } from '../timeline/timeline.js';
import { readWaybills, shipmentNotFound } from './shipment-queries.js';
import { TruckMovesService } from '../pickups/truck-moves.service.js';
import { isInHouse } from './shipment.state.js';
import type { Carrier, IssuedWaybillsBody, Shipment, Waybill } from './shipments.contract.js';
import { formatWaybillNumber, normaliseWaybillNumber, whyNotWaybillOf } from './waybill-numbers.js';

type IssuedBody = z.infer<typeof IssuedWaybillsBody>;

/** A number of the carrier's list, checked. */
interface IssuedNumber {
  carrier: Carrier;
  number: string;
  issuedOn: string;
}

interface LockedRow {
  order_id: string;
  state: Shipment['state'];
  time_zone: string;
  now: Date;
}

const LOCK_SHIPMENT = `select s.order_id, s.state, b.time_zone, now() as now from shipments s join brands b on b.id = s.brand_id
  where s.brand_id = $1 and s.id = $2 for update of s`;

// Carriers use numbers again after months: within this many days the same number is the same parcel.
const REUSED_AFTER_DAYS = 90;

const ISSUED_ELSEWHERE = `
  select n.ord from unnest($3::text[], $4::text[], $5::date[]) with ordinality as n(carrier, number, issued_on, ord)
  join waybills w on w.brand_id = $1 and w.number_normalized = n.number and w.carrier = n.carrier
    and w.shipment_id <> $2 and w.voided_at is null and abs(w.issued_on - n.issued_on) < ${REUSED_AFTER_DAYS}
  order by n.ord limit 1`;

const VOID_UNBOUND = `update waybills set voided_at = now()
  where brand_id = $1 and shipment_id = $2 and voided_at is null and bound_at is null and handed_over_at is null`;

// A number that was voided before it was ever on a box may be issued again, for this shipment or for another one.
const INSERT_NUMBERS = `
  insert into waybills (id, brand_id, shipment_id, carrier, number, number_normalized, parcel_no, issued_on, source)
  select n.id, $1, $2, n.carrier, n.number, n.normalized, 0, n.issued_on, 'issued'
  from jsonb_to_recordset($3::jsonb) as n(id uuid, carrier text, number text, normalized text, issued_on date)
  where not exists (select 1 from waybills b where b.brand_id = $1 and b.shipment_id = $2 and b.voided_at is null
    and b.carrier = n.carrier and b.number_normalized = n.normalized)
  on conflict (brand_id, carrier, number_normalized, issued_on) do update
    set shipment_id = excluded.shipment_id, voided_at = null, number = excluded.number, source = 'issued'
    where waybills.voided_at is not null and waybills.bound_at is null
  returning id`;

// Boxes that are labelled keep their places, the others follow in the sequence of the list.
const NUMBER_PARCELS = `
  with placed as (
    select w.id, row_number() over (order by w.bound_at nulls last, array_position($3::text[], w.number_normalized), w.id) as n
    from waybills w where w.brand_id = $1 and w.shipment_id = $2 and w.voided_at is null
  ), numbered as (
    update waybills w set parcel_no = p.n from placed p where w.id = p.id returning w.carrier
  )
  update shipments s set parcel_count = greatest(1, (select count(*) from placed)),
    flags = case when (select count(*) from placed) > 1
      then array(select distinct f from unnest(s.flags || '{multi_box}') f order by f)
      else array_remove(s.flags, 'multi_box') end,
    carrier = $4, updated_at = now()
  where s.brand_id = $1 and s.id = $2`;

/** The carrier's issued list: which numbers belong to a shipment, so that a label of another one stops the packer. */
@Injectable()
export class WaybillsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly truckMoves: TruckMovesService,
  ) {}

  /**
   * Replaces the numbers that are not on a box yet.
   * @throws AppError shipment_not_found, shipment_closed, waybill_malformed, waybill_check_digit_wrong, waybill_repeated,
   *   waybill_issued_elsewhere
   */
  async putIssued(brand: BrandScope, shipmentId: string, body: IssuedBody): Promise<Waybill[]> {
    const waybills = await this.replaceIssued(brand, shipmentId, body);
    // The numbers may be another carrier's, and so is the truck then.
    await this.truckMoves.replan([shipmentId]);
    return waybills;
  }

  private async replaceIssued(brand: BrandScope, shipmentId: string, body: IssuedBody): Promise<Waybill[]> {
    try {
      return await inTransaction(this.dataSource, async (manager) => {
        const shipment = await this.lock(manager, brand.brandId, shipmentId);
        const numbers = checkedNumbers(body, localDate(shipment.now, shipment.time_zone));
        await this.assertNotElsewhere(manager, brand.brandId, shipmentId, numbers);
        await this.replace(manager, brand.brandId, shipmentId, numbers);
        await this.tell(manager, brand, { shipmentId, shipment, numbers });
        return readWaybills(manager, brand.brandId, shipmentId);
      });
    } catch (error) {
      if (violatedConstraint(error) !== 'waybills_number_key') throw error;
      throw issuedElsewhere(0);
    }
  }

  private async lock(manager: EntityManager, brandId: string, shipmentId: string): Promise<LockedRow> {
    const row = await firstRow<LockedRow & Record<string, unknown>>(manager, LOCK_SHIPMENT, [
      brandId,
      shipmentId,
    ]);
    if (!row) throw shipmentNotFound();
    if (isInHouse(row.state)) return row;
    throw new AppError('shipment_closed', `The shipment is ${row.state}; its labels can't change any more.`);
  }

  private async assertNotElsewhere(
    manager: EntityManager,
    brandId: string,
    shipmentId: string,
    numbers: readonly IssuedNumber[],
  ): Promise<void> {
    const params = [
      ...[brandId, shipmentId, numbers.map(({ carrier }) => carrier)],
      ...[numbers.map(({ number }) => number), numbers.map(({ issuedOn }) => issuedOn)],
    ];
    const taken = await firstRow<{ ord: string }>(manager, ISSUED_ELSEWHERE, params);
    if (taken) throw issuedElsewhere(Number(taken.ord) - 1);
  }

  private async replace(
    manager: EntityManager,
    brandId: string,
    shipmentId: string,
    numbers: readonly IssuedNumber[],
  ): Promise<void> {
    await affected(manager, VOID_UNBOUND, [brandId, shipmentId]);
    const list = numbers.map(({ carrier, number, issuedOn }) => ({
      ...{ id: newId(), carrier, number: formatWaybillNumber(number) },
      ...{ normalized: number, issued_on: issuedOn },
    }));
    await rows(manager, INSERT_NUMBERS, [brandId, shipmentId, JSON.stringify(list)]);
    const sequence = numbers.map(({ number }) => number);
    await affected(manager, NUMBER_PARCELS, [brandId, shipmentId, sequence, numbers[0]?.carrier ?? null]);
    const held = await readWaybills(manager, brandId, shipmentId);
    const lost = sequence.findIndex(
      (number) => !held.some((waybill) => normaliseWaybillNumber(waybill.number) === number),
    );
    if (lost >= 0) throw issuedElsewhere(lost);
  }

  private async tell(
    manager: EntityManager,
    brand: BrandScope,
    {
      shipmentId,
      shipment,
      numbers,
    }: { shipmentId: string; shipment: LockedRow; numbers: readonly IssuedNumber[] },
  ): Promise<void> {
    const data = { carrier: numbers[0]?.carrier ?? 'other', count: numbers.length };
    const about = { ...brand, orderId: shipment.order_id, shipmentId, occurredAt: shipment.now };
    await appendTimeline(manager, { ...about, kind: 'waybill_issued', data });
  }
}

function checkedNumbers(body: IssuedBody, today: string): IssuedNumber[] {
  const seen = new Set<string>();
  return body.waybills.map(({ carrier, number: raw, issuedOn }, at) => {
    const number = normaliseWaybillNumber(raw);
    const refusal = whyNotWaybillOf(carrier, number);
    if (refusal === 'malformed')
      throw wrong('waybill_malformed', `Send the number as ${carrier} prints it.`, at);
    if (refusal === 'check_digit') {
      throw wrong(
        'waybill_check_digit_wrong',
        'Compare the number with the label; a digit is wrong or missing.',
        at,
      );
    }
    if (seen.has(number))
      throw wrong('waybill_repeated', 'Each box has a number of its own; send each once.', at);
    seen.add(number);
    return { carrier, number, issuedOn: issuedOn ?? today };
  });
}

function issuedElsewhere(at: number): AppError {
  return wrong(
    'waybill_issued_elsewhere',
    'This number belongs to another shipment; take it from there first.',
    at,
  );
}

function wrong(code: ConstructorParameters<typeof AppError>[0], detail: string, at: number): AppError {
  return new AppError(code, detail, { errors: [{ path: `waybills.${at}.number`, message: detail }] });
}

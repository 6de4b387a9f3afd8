import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '../accounts/principal.js';
import { newId } from '../database/ids.js';
import { inSourcesOf } from '../database/lifecycle.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { preserveShipment, releasePreservation } from '../evidence/preservation.service.js';
import { AppError } from '../http/app-error.js';
import { JobQueue } from '../jobs/job-queue.js';
import { appendTimeline } from '../timeline/timeline.js';
import { nextCaseNo } from './case-numbers.js';
import { CASE_MOVES, type CaseState, preserves, whyNotRaisable } from './case.state.js';
import type { CaseReasonCode, CaseWeightCode } from './case.texts.js';
import type * as contract from './cases.contract.js';
import { CASE_COLUMNS, type CaseRow, toCaseSummary } from './cases.rows.js';

type Summary = z.infer<typeof contract.CaseSummary>;

export interface CustomerReport {
  brandId: string;
  orderId: string;
  shipmentId: string;
  linkId: string;
  reason: CaseReasonCode;
  message: string;
  contact: string;
}

interface OpenInput {
  brandId: string;
  actor: Actor;
  body: contract.OpenCaseBody;
}

interface LockedCase {
  id: string;
  brand_id: string;
  order_id: string;
  shipment_id: string | null;
  weight: CaseWeightCode;
  state: CaseState;
}

const INSERT_CASE = `insert into cases (id, brand_id, case_no, order_id, shipment_id, shipment_line_id, weight, reason, channel,
    opened_by, answer_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

/** Opens, raises and closes cases. A dispute preserves the evidence in the same transaction; storage is told after it. */
@Injectable()
export class CasesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobQueue,
  ) {}

  /**
   * Opens a case for an order, or for one of its shipments or lines.
   * @throws AppError order_not_found, shipment_of_another_order, line_of_another_shipment
   */
  async open({ brandId, actor, body }: OpenInput): Promise<Summary> {
    const id = newId();
    await inTransaction(this.dataSource, async (manager) => {
      await this.checkSubject(manager, brandId, body);
      const subject = { ...body, id, brandId, actor, shipmentId: body.shipmentId ?? null };
      await this.insert(manager, { ...subject, channel: body.channel ?? null, kind: 'case_opened' });
      if (body.note)
        await this.write(manager, { brandId, caseId: id, author: 'staff', body: body.note, actor });
      if (preserves(body.weight)) await this.preserve(manager, { ...subject, caseId: id });
    });
    if (preserves(body.weight)) await this.jobs.add('place-legal-holds', { caseId: id }, { once: id });
    return this.summary(brandId, id);
  }

  /** Opens an inquiry with a customer's own words, in the caller's transaction. The actor is the link, not a person. */
  async openByCustomer(manager: EntityManager, report: CustomerReport): Promise<{ caseNo: string }> {
    const { brandId, linkId, message, contact } = report;
    const id = newId();
    const actor: Actor = { kind: 'customer', id: linkId };
    const subject = { ...report, id, actor, weight: 'inquiry' as const, channel: 'tracking' };
    const caseNo = await this.insert(manager, { ...subject, kind: 'problem_reported' });
    await this.write(manager, { brandId, caseId: id, author: 'customer', body: message, contact, actor });
    return { caseNo };
  }

  /**
   * Makes a case heavier. From a dispute on every piece of evidence is preserved.
   * @throws AppError case_not_found, case_closed, case_weight_not_heavier
   */
  async raise(input: {
    brandId: string;
    caseId: string;
    actor: Actor;
    body: z.infer<typeof contract.RaiseCaseBody>;
  }): Promise<Summary> {
    const { brandId, caseId, actor, body } = input;
    await inTransaction(this.dataSource, async (manager) => {
      const found = await this.lock(manager, brandId, caseId);
      const refusal = whyNotRaisable(found, body.weight);
      if (refusal) throw new AppError(refusal, 'Raise an open case to a heavier weight, or open a new one.');
      await rows(manager, 'update cases set weight = $2 where id = $1', [caseId, body.weight]);
      await appendTimeline(manager, {
        ...{ ...subjectOf(found), actor, occurredAt: new Date() },
        kind: 'case_raised',
        data: { caseId, weight: body.weight },
      });
      if (body.note) await this.write(manager, { brandId, caseId, author: 'staff', body: body.note, actor });
      if (preserves(body.weight) && !preserves(found.weight)) {
        await this.preserve(manager, { ...subjectOf(found), caseId, actor, shipmentId: found.shipment_id });
      }
    });
    if (preserves(body.weight)) await this.jobs.add('place-legal-holds', { caseId }, { once: caseId });
    return this.summary(brandId, caseId);
  }

  /** Adds a message of staff. @throws AppError case_not_found */
  async message(input: { brandId: string; caseId: string; actor: Actor; body: string }): Promise<Summary> {
    const { brandId, caseId } = input;
    await inTransaction(this.dataSource, async (manager) => {
      await this.lock(manager, brandId, caseId);
      await this.write(manager, { ...input, author: 'staff' });
    });
    return this.summary(brandId, caseId);
  }

  /**
   * Decides a case. What it preserved is let go, unless another open case needs it.
   * @throws AppError case_not_found, case_closed
   */
  async close(input: {
    brandId: string;
    caseId: string;
    actor: Actor;
    body: z.infer<typeof contract.CloseCaseBody>;
  }): Promise<Summary> {
    const { brandId, caseId, actor, body } = input;
    const released = await inTransaction(this.dataSource, async (manager) => {
      const found = await this.lock(manager, brandId, caseId);
      const sql = `update cases set state = 'closed', decision = $2, closed_at = now()
        where id = $1 and state ${inSourcesOf(CASE_MOVES, 'closed')}`;
      if ((await affected(manager, sql, [caseId, body.decision])) === 0) {
        throw new AppError(
          'case_closed',
          'This case is already decided; open a new one if there is more to it.',
        );
      }
      await appendTimeline(manager, {
        ...{ ...subjectOf(found), actor, occurredAt: new Date() },
        kind: 'case_closed',
        data: { caseId, decision: body.decision },
      });
      if (body.note) await this.write(manager, { brandId, caseId, author: 'staff', body: body.note, actor });
      return releasePreservation(manager, caseId);
    });
    if (released > 0) await this.jobs.add('place-legal-holds', { caseId }, { once: caseId });
    return this.summary(brandId, caseId);
  }

  /** One case. @throws AppError case_not_found */
  async summary(brandId: string, caseId: string): Promise<Summary> {
    const sql = `select ${CASE_COLUMNS} from cases k join orders o on o.id = k.order_id where k.brand_id = $1 and k.id = $2`;
    const row = await firstRow<CaseRow>(this.dataSource, sql, [brandId, caseId]);
    if (!row) throw caseNotFound();
    return toCaseSummary(row);
  }

  private async insert(
    manager: EntityManager,
    input: {
      id: string;
      brandId: string;
      orderId: string;
      shipmentId: string | null;
      shipmentLineId?: string;
      weight: CaseWeightCode;
      reason: CaseReasonCode;
      channel: string | null;
      answerBy?: string;
      actor: Actor;
      kind: 'case_opened' | 'problem_reported';
    },
  ): Promise<string> {
    const { id, brandId, orderId, shipmentId, weight, reason, actor } = input;
    const caseNo = await nextCaseNo(manager, brandId);
    const line = input.shipmentLineId ?? null;
    const openedBy = JSON.stringify({ kind: actor.kind, id: actor.id });
    await rows(manager, INSERT_CASE, [
      ...[id, brandId, caseNo, orderId, shipmentId, line, weight, reason, input.channel],
      ...[openedBy, input.answerBy ?? null],
    ]);
    const subject = { brandId, orderId, shipmentId: shipmentId ?? undefined, actor, occurredAt: new Date() };
    await appendTimeline(
      manager,
      input.kind === 'case_opened'
        ? { ...subject, kind: 'case_opened', data: { caseId: id, weight, reason } }
        : { ...subject, kind: 'problem_reported', data: { caseId: id, reason } },
    );
    return caseNo;
  }

  /** Preserves the evidence of the case's shipment, or of every shipment of the order when it names none. */
  private async preserve(
    manager: EntityManager,
    input: { brandId: string; caseId: string; orderId: string; shipmentId: string | null; actor: Actor },
  ): Promise<void> {
    const { brandId, caseId, orderId, shipmentId, actor } = input;
    const sql =
      'select id from shipments where brand_id = $1 and order_id = $2 and ($3::uuid is null or id = $3)';
    for (const { id } of await rows<{ id: string }>(manager, sql, [brandId, orderId, shipmentId])) {
      const objects = await preserveShipment(manager, { brandId, caseId, shipmentId: id, actor });
      await appendTimeline(manager, {
        ...{ brandId, orderId, shipmentId: id, actor, occurredAt: new Date() },
        kind: 'evidence_preserved',
        data: { caseId, objects },
      });
    }
  }

  private async write(
    manager: EntityManager,
    message: {
      brandId: string;
      caseId: string;
      author: 'customer' | 'staff';
      body: string;
      contact?: string;
      actor: Actor;
    },
  ): Promise<void> {
    await rows(
      manager,
      `insert into case_messages (id, brand_id, case_id, author, body, contact, actor) values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        ...[newId(), message.brandId, message.caseId, message.author, message.body, message.contact || null],
        JSON.stringify({ kind: message.actor.kind, id: message.actor.id }),
      ],
    );
  }

  /** One writer of a case at a time. */
  private async lock(manager: EntityManager, brandId: string, caseId: string): Promise<LockedCase> {
    const sql = `select id, brand_id, order_id, shipment_id, weight, state from cases where brand_id = $1 and id = $2 for update`;
    const found = await firstRow<LockedCase>(manager, sql, [brandId, caseId]);
    if (!found) throw caseNotFound();
    return found;
  }

  private async checkSubject(
    manager: EntityManager,
    brandId: string,
    body: contract.OpenCaseBody,
  ): Promise<void> {
    const { orderId, shipmentId, shipmentLineId } = body;
    const order = 'select 1 from orders where brand_id = $1 and id = $2';
    if (!(await firstRow(manager, order, [brandId, orderId]))) {
      throw new AppError(
        'order_not_found',
        'This brand has no such order: check the id, or search by order number with GET /v1/search.',
      );
    }
    const shipment = 'select 1 from shipments where brand_id = $1 and order_id = $2 and id = $3';
    if (shipmentId && !(await firstRow(manager, shipment, [brandId, orderId, shipmentId]))) {
      throw new AppError('shipment_of_another_order', 'Name a shipment of this order, or leave it out.');
    }
    const line = `select 1 from shipment_lines l join shipments s on s.id = l.shipment_id
      where l.brand_id = $1 and s.order_id = $2 and l.id = $3 and ($4::uuid is null or s.id = $4)`;
    const params = [brandId, orderId, shipmentLineId, shipmentId ?? null];
    if (shipmentLineId && !(await firstRow(manager, line, params))) {
      throw new AppError('line_of_another_shipment', 'Name a line of this shipment, or leave it out.');
    }
  }
}

function subjectOf(found: LockedCase) {
  return { brandId: found.brand_id, orderId: found.order_id, shipmentId: found.shipment_id ?? undefined };
}

function caseNotFound(): AppError {
  return new AppError(
    'case_not_found',
    'This brand has no such case: check the id; GET /v1/cases lists its cases.',
  );
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { CaseReasonCode } from '../cases/case.texts.js';
import { CasesService } from '../cases/cases.service.js';
import { firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import type { ProblemReportForm } from './tracking.contract.js';
import type { LinkRow } from './tracking.rows.js';

export type ReportOutcome = { caseNo: string } | 'too_many';

interface EarlierReport {
  case_no: string;
  is_same: boolean;
  recent: string;
}

/** A customer in trouble writes once or twice; more within an hour is a machine or a finger on the button. */
const MAX_AN_HOUR = 3;

const EARLIER = `select k.case_no, count(*) over () as recent,
    k.reason = $3 and exists (select 1 from case_messages m where m.case_id = k.id and m.body = $4) as is_same
  from cases k
  where k.shipment_id = $1 and k.opened_by ->> 'kind' = 'customer' and k.opened_by ->> 'id' = $2
    and k.opened_at > now() - interval '1 hour'
  order by is_same desc, k.id desc`;

/** Takes in what customers report through their link. */
@Injectable()
export class TrackingReportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cases: CasesService,
  ) {}

  /**
   * Opens an inquiry for what a link's holder has written. The same words again within the hour are the same inquiry:
   * a button was pressed twice.
   */
  async report(
    link: LinkRow,
    form: z.infer<typeof ProblemReportForm> & { reason: CaseReasonCode },
  ): Promise<ReportOutcome> {
    return inTransaction(this.dataSource, async (manager) => {
      // One report of a link at a time, so that two requests can't both find nothing.
      await rows(manager, 'select 1 from tracking_links where id = $1 for update', [link.link_id]);
      const earlier = await this.earlier(manager, link, form);
      if (earlier?.is_same) return { caseNo: earlier.case_no };
      if (Number(earlier?.recent ?? 0) >= MAX_AN_HOUR) return 'too_many';
      return this.cases.openByCustomer(manager, {
        ...{ brandId: link.brand_id, orderId: link.order_id, shipmentId: link.shipment_id },
        ...{ linkId: link.link_id, reason: form.reason, message: form.message, contact: form.contact },
      });
    });
  }

  private earlier(manager: EntityManager, link: LinkRow, form: z.infer<typeof ProblemReportForm>) {
    const params = [link.shipment_id, link.link_id, form.reason, form.message];
    return firstRow<EarlierReport>(manager, EARLIER, params);
  }
}

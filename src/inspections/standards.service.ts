import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import type { Standard, StandardBody } from './standards.contract.js';
import { newestStandards, publishStandard, standardById } from './standards.store.js';

/** A brand's inspection standards. A version never changes once published: answers refer to it. */
@Injectable()
export class StandardsService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Publishes the next version of a section. Tasks that were claimed before keep the version that they began with.
   * @throws AppError check_code_repeated
   */
  async publish(brandId: string, body: StandardBody): Promise<Standard> {
    const repeated = repeatedCodes(body);
    if (repeated.length > 0) {
      throw new AppError('check_code_repeated', `Use each code once; used again: ${repeated.join(', ')}.`, {
        codes: repeated,
      });
    }
    return inTransaction(this.dataSource, async (manager) => {
      const id = await publishStandard(manager, brandId, body);
      return standardById(manager, brandId, id);
    });
  }

  /** The newest version of each section. */
  async newest(brandId: string): Promise<Standard[]> {
    return newestStandards(this.dataSource, brandId);
  }
}

function repeatedCodes(body: StandardBody): string[] {
  const codes = body.checks.map((check) => check.code);
  return [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))];
}
